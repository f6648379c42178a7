package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.ProvisionerFault.Effect;
import shop.cvm.instance.ProvisionerFault.Kind;
import shop.cvm.network.Networks;
import shop.cvm.time.ShopClock;

@ShopTest
class DeliveryTests {

    /** Longer than any lease. */
    private static final Duration LEASE_OVER = Duration.ofSeconds(21);

    @Autowired
    private Instances instances;

    @Autowired
    private Delivery delivery;

    @Autowired
    private InstanceRows rows;

    @Autowired
    private Networks networks;

    @Autowired
    private SimulatedProvisioner simulated;

    @Autowired
    private LoginSecrets secrets;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock shopClock;

    @Autowired
    private Clock clock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    private Launches launches;
    private AccountId account;

    @BeforeEach
    void anAccount() {
        instances.advanceDue();
        launches = new Launches(instances, transaction, shopClock);
        account = customers.account().id();
    }

    @Test
    void aPaidMachineIsAllocatedThenRunsThenHasItsAddresses() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);

        instances.advanceDue();
        assertThat(progress(id).isAllocated()).isTrue();
        assertThat(instance(id).state()).isEqualTo(InstanceState.PENDING);

        pass(Duration.ofMinutes(1));
        assertThat(instance(id).state()).isEqualTo(InstanceState.RUNNING);
        assertThat(instance(id).runningAt()).isPresent();

        pass(Duration.ofMinutes(5));
        assertThat(instance(id).isAddressed()).isTrue();
        assertThat(instance(id).privateIp())
                .hasValueSatisfying(ip -> assertThat(ip).startsWith("172.16."));
        assertThat(instance(id).publicIp()).isPresent();
        assertThat(nextStepAt(id)).isNull();
    }

    @Test
    void prepaidAddressesAreSeenOneToFiveMinutesAfterPayment() {
        List<InstanceId> ids = launches.launch(account, Specs.prepaid(), 20);

        letPassInSteps(Duration.ofMinutes(5));

        assertThat(addressTimes(ids)).hasSize(20).allSatisfy(wait -> assertThat(wait)
                .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(5)));
        assertThat(Set.copyOf(addressTimes(ids))).as("not all at once").hasSizeGreaterThan(1);
    }

    @Test
    void postpaidAddressesAreSeenWithinTenMinutesOfPayment() {
        List<InstanceId> ids = launches.launch(account, Specs.postpaid(), 20);

        letPassInSteps(Duration.ofMinutes(10));

        assertThat(addressTimes(ids)).hasSize(20).allSatisfy(wait -> assertThat(wait)
                .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(10)));
        assertThat(addressTimes(ids)).anySatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofMinutes(5)));
    }

    @Test
    void aMachineWithoutBandwidthGetsNoPublicAddress() {
        InstanceSpec without = Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 0);
        InstanceId id = launches.launch(account, without, 1).get(0);

        instances.advanceDue();
        pass(Duration.ofMinutes(5));

        assertThat(instance(id).isAddressed()).isTrue();
        assertThat(instance(id).privateIp()).isPresent();
        assertThat(instance(id).publicIp()).isEmpty();
    }

    @Test
    void twoNodesShareTheWorkAndNoMachineOrAddressIsMadeTwice() {
        List<InstanceId> ids = IntStream.range(0, 2)
                .mapToObj(half -> launches.launch(account, Specs.prepaid(), 100))
                .flatMap(List::stream)
                .toList();
        Map<InstanceId, Integer> asked = new ConcurrentHashMap<>();
        Provisioner counting = ensuring(machine -> {
            asked.merge(machine.id(), 1, Integer::sum);
            return simulated.ensure(machine);
        });

        List<Outcome<Integer>> outcomes =
                Races.run(2, number -> () -> node(counting, clock).advanceDue());
        pass(Duration.ofMinutes(5));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream().mapToInt(Outcome::value).sum()).isEqualTo(200);
        assertThat(ids).allSatisfy(id -> assertThat(asked).containsEntry(id, 1));
        assertThat(ids.stream().map(id -> instance(id).privateIp().orElseThrow()))
                .doesNotHaveDuplicates();
        assertThat(ids.stream().map(id -> instance(id).publicIp().orElseThrow()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatANodeClaimedBeforeItDiedIsTakenOverWhenItsLeaseIsOver() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        delivery.claim(shopClock.now());

        instances.advanceDue();
        assertThat(progress(id).isAllocated()).isFalse();

        node(simulated, Clock.offset(clock, LEASE_OVER)).advanceDue();
        assertThat(progress(id).isAllocated()).isTrue();
    }

    @Test
    void aNodeThatDiedAfterTheMachineWasMadeLeadsToNoSecondMachine() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        Provisioner dying = ensuring(machine -> {
            simulated.ensure(machine);
            throw new StackOverflowError("killed before the answer was stored");
        });
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> node(dying, clock).advanceDue()))
                .isInstanceOf(StackOverflowError.class);
        String made = privateIpMade(id);

        node(simulated, Clock.offset(clock, LEASE_OVER)).advanceDue();
        pass(Duration.ofMinutes(5));

        assertThat(instance(id).privateIp()).contains(made);
    }

    @Test
    void anAnswerThatComesAfterSomebodyElseWentOnIsDropped() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        Provisioner slow = ensuring(machine -> {
            node(simulated, Clock.offset(clock, LEASE_OVER)).advanceDue();
            throw new ProvisionerFault(Kind.TRANSIENT, Effect.UNKNOWN, "too late", null, null);
        });

        node(slow, clock).advanceDue();

        assertThat(progress(id).isAllocated()).isTrue();
        assertThat(instance(id).lastFault()).isEmpty();
    }

    @Test
    void aFaultIsShownAndTriedAgainLaterAndLater() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        Provisioner full = ensuring(machine -> {
            throw new ProvisionerFault(Kind.CAPACITY, Effect.NOT_APPLIED, "full", null, null);
        });

        node(full, clock).advanceDue();
        Instant second = nextStepAt(id);
        assertThat(instance(id).lastFault()).contains(Kind.CAPACITY);
        shopClock.advance(Duration.ofSeconds(2));
        node(full, clock).advanceDue();
        assertThat(Duration.between(second, nextStepAt(id))).isGreaterThan(Duration.ofSeconds(2));

        pass(Duration.ofMinutes(1));
        assertThat(instance(id).lastFault()).isEmpty();
        assertThat(progress(id).isAllocated()).isTrue();
    }

    @Test
    void oneMachineThatBreaksTheProvisionerDoesNotStopTheOthers() {
        List<InstanceId> ids = launches.launch(account, Specs.prepaid(), 3);
        Provisioner picky = ensuring(machine -> {
            if (machine.id().equals(ids.get(1))) {
                throw new IllegalStateException("no idea what to do");
            }
            return simulated.ensure(machine);
        });

        node(picky, clock).advanceDue();

        assertThat(progress(ids.get(0)).allocated()).isEqualTo(2);
        assertThat(instance(ids.get(1)).lastFault()).contains(Kind.TRANSIENT);
    }

    @Test
    void theChosenPasswordReachesTheMachine() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1, Login.password("Abcd1234!"))
                .get(0);
        Map<InstanceId, String> handedOver = new ConcurrentHashMap<>();

        node(
                        ensuring(machine -> {
                            handedOver.put(machine.id(), machine.password());
                            return simulated.ensure(machine);
                        }),
                        clock)
                .advanceDue();

        assertThat(handedOver).containsEntry(id, "Abcd1234!");
    }

    /** Another process of the shop. */
    private Delivery node(Provisioner provisioner, Clock itsClock) {
        return new Delivery(rows, networks, provisioner, secrets, transaction, shopClock, itsClock);
    }

    private void pass(Duration time) {
        shopClock.advance(time);
        instances.advanceDue();
    }

    private void letPassInSteps(Duration time) {
        Instant end = shopClock.now().plus(time);
        while (shopClock.now().isBefore(end)) {
            shopClock.advance(Duration.ofSeconds(2));
            instances.advanceDue();
        }
    }

    private Instance instance(InstanceId id) {
        return instances.instance(account, id);
    }

    private LaunchProgress progress(InstanceId id) {
        String order = instance(id).orderNumber();
        return instances.progress(List.of(order)).get(order);
    }

    private List<Duration> addressTimes(List<InstanceId> ids) {
        return ids.stream()
                .map(id -> Duration.between(instance(id).paidAt(), time(id, "addressed_at")))
                .toList();
    }

    private Instant nextStepAt(InstanceId id) {
        return time(id, "next_step_at");
    }

    private @Nullable Instant time(InstanceId id, String column) {
        return jdbc
                .sql("select " + column + " from instances where instance_id = ?")
                .param(id.instanceId())
                .query((row, number) -> row.getTimestamp(column))
                .list()
                .stream()
                .filter(time -> time != null)
                .map(Timestamp::toInstant)
                .findFirst()
                .orElse(null);
    }

    private String privateIpMade(InstanceId id) {
        return jdbc.sql("select private_ip from simulated_machines where machine_id = ?")
                .param(id.instanceId())
                .query(String.class)
                .single();
    }

    private Provisioner ensuring(Function<MachineSpec, Observation> ensure) {
        return new Provisioner() {
            @Override
            public Observation ensure(MachineSpec machine) {
                return ensure.apply(machine);
            }

            @Override
            public Observation power(InstanceId id, Power power) {
                return simulated.power(id, power);
            }

            @Override
            public Observation destroy(InstanceId id) {
                return simulated.destroy(id);
            }

            @Override
            public Observation observe(InstanceId id) {
                return simulated.observe(id);
            }

            @Override
            public OwnedMachines listOwned(@Nullable InstanceId after) {
                return simulated.listOwned(after);
            }
        };
    }
}
