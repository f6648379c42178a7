package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.ProvisionerFault.Effect;
import shop.cvm.instance.ProvisionerFault.Kind;
import shop.cvm.network.SecurityGroupRule;

class DeliveryTests extends MachineFixture {

    private static final Duration MAKE_WITHIN = Duration.ofMinutes(10);

    /** Longer than any lease. */
    private static final Duration LEASE_OVER = Duration.ofSeconds(21);

    @Autowired
    private Claims claims;

    @Test
    void aPaidMachineIsAllocatedThenRunsThenHasItsAddresses() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);

        node(answering(id, Phase.BUILDING), clock).advanceDue();
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
        claims.claim(shopClock.now());

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
    void oneMachineWhoseAnswerCannotBeStoredHoldsUpNoOtherAndIsGivenUpAtItsDeadline() {
        InstanceId first = launches.launch(account, Specs.prepaid(), 1).get(0);
        instances.advanceDue();
        pass(Duration.ofMinutes(5));
        String taken = instance(first).publicIp().orElseThrow();
        List<InstanceId> ids = launches.launch(account, Specs.prepaid(), 5);
        InstanceId unlucky = ids.get(2);
        Delivery twice = node(answering(unlucky, taken), clock);

        twice.advanceDue();
        letPassInSteps(twice, Duration.ofMinutes(5));

        assertThat(ids)
                .filteredOn(id -> !id.equals(unlucky))
                .allSatisfy(id -> assertThat(instance(id).isAddressed()).isTrue());
        assertThat(instance(unlucky).state()).isEqualTo(InstanceState.PENDING);
        assertThat(instance(unlucky).lastFault()).contains(Kind.TRANSIENT);
        assertThat(nextStepAt(unlucky)).as("later and later").isAfter(shopClock.now());

        letPassInSteps(twice, Duration.ofMinutes(6));
        assertThat(instance(unlucky).failure()).contains(LaunchFailure.TOO_LATE);
        assertThat(instance(unlucky).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
        assertThat(simulated.observe(unlucky).phase()).isEqualTo(Phase.ABSENT);
        assertThat(instance(first).publicIp()).contains(taken);
    }

    @Test
    void aMachineOfWhichNothingCanBeStoredWaitsAndHoldsUpNoOther() {
        List<InstanceId> ids = launches.launch(account, Specs.prepaid(), 3);
        InstanceId unlucky = ids.get(0);
        String unchanged = "instance_id <> '" + unlucky + "' or attempt = 0 and state = 'PENDING'";
        jdbc.sql("alter table instances add constraint broken check (" + unchanged + ")")
                .update();
        try {
            instances.advanceDue();

            assertThat(ids.subList(1, 3))
                    .allSatisfy(id -> assertThat(instance(id).isRunning()).isTrue());
            assertThat(instance(unlucky).state()).isEqualTo(InstanceState.PENDING);
            assertThat(nextStepAt(unlucky)).isAfter(shopClock.now().plusSeconds(30));
        } finally {
            jdbc.sql("alter table instances drop constraint broken").update();
        }
        pass(Duration.ofMinutes(1));
        assertThat(instance(unlucky).isRunning()).isTrue();
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

    /** How soon a tick comes is another matter: see the stories of a started shop. */
    @Test
    void aMachineRunsWithTheFirstTickAfterPayment() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);

        instances.advanceDue();

        assertThat(Duration.between(
                        instance(id).paidAt(), instance(id).runningAt().orElseThrow()))
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void theDatabaseAloneRefusesAnAddressTwice() {
        List<InstanceId> ids = launches.launch(account, Specs.prepaid(), 2);
        instances.advanceDue();
        pass(Duration.ofMinutes(5));
        assertThat(instance(ids.get(0)).subnet()).isEqualTo(instance(ids.get(1)).subnet());

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> takeAddress("private_ip", ids.get(0), ids.get(1)))
                .withMessageContaining("instances_private_ip_key");
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> takeAddress("public_ip", ids.get(0), ids.get(1)))
                .withMessageContaining("instances_public_ip_key");
    }

    private void takeAddress(String kind, InstanceId from, InstanceId to) {
        jdbc.sql("update instances set %1$s = (select %1$s from instances where instance_id = ?) where instance_id = ?"
                        .formatted(kind))
                .params(from.instanceId(), to.instanceId())
                .update();
    }

    @Test
    void whatIsNotReadyByItsDeadlineIsGivenUpDestroyedAndThenFailed() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        Delivery building = node(answering(id, Phase.BUILDING), clock);
        building.advanceDue();
        assertThat(nextStepAt(id)).isBeforeOrEqualTo(instance(id).paidAt().plus(MAKE_WITHIN));

        shopClock.advance(MAKE_WITHIN);
        building.advanceDue();
        assertThat(instance(id).failure()).contains(LaunchFailure.TOO_LATE);
        assertThat(instance(id).state()).as("not before it is gone").isEqualTo(InstanceState.PENDING);

        pass(Duration.ofSeconds(1));
        assertThat(instance(id).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
        assertThat(nextStepAt(id)).isNull();
        assertThat(time(id, "absent_at")).isNotNull();
    }

    @Test
    void aMachineGivenUpStaysGivenUpWhateverIsSeenLater() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        Provisioner stubborn = answering(id, Phase.BUILDING, Phase.RUNNING);
        node(stubborn, clock).advanceDue();
        shopClock.advance(MAKE_WITHIN);
        node(stubborn, clock).advanceDue();

        letPassInSteps(node(stubborn, clock), Duration.ofMinutes(14));
        assertThat(instance(id).state()).as("not confirmed").isEqualTo(InstanceState.PENDING);
        letPassInSteps(node(stubborn, clock), Duration.ofMinutes(2));

        assertThat(instance(id).state()).as("after 15 minutes").isEqualTo(InstanceState.LAUNCH_FAILED);
        assertThat(instance(id).privateIp()).isEmpty();
        assertThat(nextStepAt(id)).as("it is still to be destroyed").isNotNull();
        pass(Duration.ofMinutes(1));
        assertThat(nextStepAt(id)).isNull();
    }

    @Test
    void whatCanNeverBeMadeIsGivenUpAtOnce() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);

        node(refusing(id, Kind.PERMANENT), clock).advanceDue();
        pass(Duration.ofSeconds(1));

        assertThat(instance(id).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
        assertThat(instance(id).failure()).contains(LaunchFailure.IMPOSSIBLE);
    }

    @Test
    void whatFailedAtTheProvisionersIsGivenUpAtOnceAndDestroyed() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        instancesMadeAs(id, Phase.FAILED);

        pass(Duration.ofSeconds(1));

        assertThat(instance(id).failure()).contains(LaunchFailure.IMPOSSIBLE);
        assertThat(instance(id).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
        assertThat(simulated.observe(id).phase()).isEqualTo(Phase.ABSENT);
    }

    @Test
    void anIdThatBelongsToAnotherMachineIsGivenUpAndThatMachineIsLeftAlone() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        simulated.ensure(another(id));

        instances.advanceDue();
        pass(Duration.ofMinutes(1));

        assertThat(instance(id).failure()).contains(LaunchFailure.CONFLICT);
        assertThat(instance(id).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
        assertThat(simulated.observe(id).phase()).isEqualTo(Phase.RUNNING);
        simulated.destroy(id);
    }

    @Test
    void aMachineThatVanishesWhileItIsMadeIsGivenUpAtItsDeadline() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        node(answering(id, Phase.BUILDING), clock).advanceDue();
        Delivery absent = node(answering(id, Phase.ABSENT), clock);

        shopClock.advance(Duration.ofMinutes(5));
        absent.advanceDue();
        assertThat(instance(id).failure()).isEmpty();
        shopClock.advance(Duration.ofMinutes(5));
        absent.advanceDue();

        assertThat(instance(id).failure()).contains(LaunchFailure.TOO_LATE);
    }

    @Test
    void whatNobodyAskedForInTimeIsStillAskedFor() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        shopClock.advance(Duration.ofHours(1));

        instances.advanceDue();

        assertThat(instance(id).isRunning()).isTrue();
    }

    @Test
    void aMachineThatRanWhenItsDeadlinePassedDuringTheQuestionIsHandedOver() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        node(refusing(id, Kind.CAPACITY), clock).advanceDue();
        shopClock.advance(Duration.ofMinutes(9));
        Provisioner slow = ensuring(machine -> {
            shopClock.advance(Duration.ofMinutes(2));
            return simulated.ensure(machine);
        });

        node(slow, clock).advanceDue();

        assertThat(instance(id).isRunning()).isTrue();
        assertThat(instance(id).failure()).isEmpty();
    }

    @Test
    void anAnswerOfANodeWhoseLeaseRanOutDoesNotUndoGivingUp() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        node(refusing(id, Kind.CAPACITY), clock).advanceDue();
        shopClock.advance(Duration.ofMinutes(9));
        Provisioner slow = ensuring(machine -> {
            shopClock.advance(Duration.ofMinutes(2));
            Clock later = Clock.offset(clock, LEASE_OVER);
            node(simulated, later).advanceDue();
            shopClock.advance(Duration.ofSeconds(1));
            node(simulated, later).advanceDue();
            return simulated.ensure(machine);
        });

        node(slow, clock).advanceDue();

        assertThat(instance(id).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
        assertThat(simulated.observe(id).phase())
                .as("made too late by the slow node")
                .isEqualTo(Phase.RUNNING);
        instances.reconcile();
        pass(Duration.ofSeconds(1));
        assertThat(simulated.observe(id).phase())
                .as("destroyed when it turned up")
                .isEqualTo(Phase.ABSENT);
    }

    @Test
    void aNodeThatDiedWhileDestroyingIsTakenOver() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        node(refusing(id, Kind.PERMANENT), clock).advanceDue();
        shopClock.advance(Duration.ofSeconds(1));
        claims.claim(shopClock.now());

        instances.advanceDue();
        assertThat(instance(id).state()).isEqualTo(InstanceState.PENDING);
        node(simulated, Clock.offset(clock, LEASE_OVER)).advanceDue();

        assertThat(instance(id).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
    }

    @Test
    void whatIsSettledCostsNoLook() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        instances.advanceDue();
        pass(Duration.ofMinutes(5));
        assertThat(instance(id).isAddressed()).isTrue();

        shopClock.advance(Duration.ofDays(1));

        assertThat(claims.claim(shopClock.now()).instances())
                .extracting(Instance::id)
                .doesNotContain(id);
    }

    private Provisioner refusing(InstanceId id, Kind kind) {
        return ensuring(machine -> {
            if (machine.id().equals(id)) {
                throw new ProvisionerFault(kind, Effect.NOT_APPLIED, "as the test wants it", null, null);
            }
            return simulated.ensure(machine);
        });
    }

    /** One that makes nothing and sees this machine in one phase first, and in the last one ever after. */
    private Provisioner answering(InstanceId id, Phase first, Phase... later) {
        return new Pretending(simulated, id, first, later.length == 0 ? first : later[0]);
    }

    /** One that sees this machine run with an address that another machine has. */
    private Provisioner answering(InstanceId id, String publicIp) {
        return new Pretending(simulated, id, Phase.RUNNING, Phase.ABSENT) {
            @Override
            Observation seen(Phase phase) {
                return new Observation(id, phase, "a fingerprint", "172.16.0.9", publicIp, null);
            }
        };
    }

    private void instancesMadeAs(InstanceId id, Phase phase) {
        node(answering(id, phase), clock).advanceDue();
    }

    /** What the shop would ask for, with more memory. */
    private MachineSpec another(InstanceId id) {
        MachineSpec machine = spec(id);
        return Machines.withMemory(machine, machine.memoryGib() * 2);
    }

    private void letPassInSteps(Delivery node, Duration time) {
        Instant end = shopClock.now().plus(time);
        while (shopClock.now().isBefore(end)) {
            shopClock.advance(Duration.ofSeconds(30));
            node.advanceDue();
        }
    }

    private void letPassInSteps(Duration time) {
        Instant end = shopClock.now().plus(time);
        while (shopClock.now().isBefore(end)) {
            shopClock.advance(Duration.ofSeconds(2));
            instances.advanceDue();
        }
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
        return new Delegating(simulated) {
            @Override
            public Observation ensure(MachineSpec machine) {
                return ensure.apply(machine);
            }
        };
    }

    /** A provisioner that leaves the work to another, one machine at a time. */
    private static class Delegating implements Provisioner {

        private final Provisioner other;

        Delegating(Provisioner other) {
            this.other = other;
        }

        @Override
        public Observation ensure(MachineSpec machine) {
            return other.ensure(machine);
        }

        @Override
        public Observation power(InstanceId id, Power power) {
            return other.power(id, power);
        }

        @Override
        public Observation setPassword(InstanceId id, String password) {
            return other.setPassword(id, password);
        }

        @Override
        public Observation setKeyPair(InstanceId id, String publicKey) {
            return other.setKeyPair(id, publicKey);
        }

        @Override
        public Observation reshape(MachineSpec machine) {
            return other.reshape(machine);
        }

        @Override
        public Observation reinstall(MachineSpec machine) {
            return other.reinstall(machine);
        }

        @Override
        public Observation firewall(InstanceId id, List<SecurityGroupRule> rules) {
            return other.firewall(id, rules);
        }

        @Override
        public Observation destroy(InstanceId id) {
            return other.destroy(id);
        }

        @Override
        public Observation observe(InstanceId id) {
            return other.observe(id);
        }

        @Override
        public OwnedMachines listOwned(@Nullable InstanceId after) {
            return other.listOwned(after);
        }
    }

    /** Sees one machine as a test wants it: while it is made, and when it is to be destroyed. */
    private static class Pretending extends Delegating {

        private final InstanceId id;
        private final Phase made;
        private final Phase destroyed;

        Pretending(Provisioner other, InstanceId id, Phase made, Phase destroyed) {
            super(other);
            this.id = id;
            this.made = made;
            this.destroyed = destroyed;
        }

        @Override
        public Observation ensure(MachineSpec machine) {
            return machine.id().equals(id) ? seen(made) : super.ensure(machine);
        }

        @Override
        public Observation observe(InstanceId machine) {
            return machine.equals(id) ? seen(made) : super.observe(machine);
        }

        @Override
        public Observation destroy(InstanceId machine) {
            return machine.equals(id) ? seen(destroyed) : super.destroy(machine);
        }

        Observation seen(Phase phase) {
            return new Observation(id, phase, "a fingerprint", "172.16.0.9", null, null);
        }
    }
}
