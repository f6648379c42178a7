package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.InstanceQuery;
import shop.cvm.instance.InstanceSearch;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NameNotConfirmed;
import shop.cvm.instance.Phase;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.Provisioner;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopClock;

/** Hourly machines that their owners give up: what was held for them comes back at once, and exactly once. */
@ShopTest
class TerminationTests {

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private InstanceSearch search;

    @Autowired
    private Provisioner provisioner;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;

    @BeforeEach
    void aCustomerWithMoney() {
        account = customers.with("1000.00");
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void atTheRequestTheFreezeTheQuotaAndTheStockComeBack() {
        Instance machine = running(Specs.postpaid(), 2).get(0);
        Money frozen = ledger.balance(account).frozen();
        int taken = taken();
        int left = orders.quota(account, "ap-guangzhou-3", ChargeType.POSTPAID_BY_HOUR)
                .remaining();

        assertThat(terminate(machine)).isTrue();

        assertThat(now(machine).state()).isEqualTo(InstanceState.TERMINATING);
        assertThat(now(machine).endedAt()).isPresent();
        assertThat(ledger.balance(account).frozen())
                .isEqualTo(frozen.minus(machine.cost().unitTotal()));
        assertThat(ledger.balance(account).balance()).as("nothing was spent").isEqualTo(Cny.of("1000.00"));
        assertThat(unfrozen()).singleElement().satisfies(entry -> {
            assertThat(entry.reference()).isEqualTo("unfreeze:" + machine.id());
            assertThat(entry.amount()).isEqualTo(machine.cost().unitTotal());
        });
        assertThat(taken()).isEqualTo(taken - 1);
        assertThat(orders.quota(account, "ap-guangzhou-3", ChargeType.POSTPAID_BY_HOUR)
                        .remaining())
                .isEqualTo(left + 1);
        instances.advanceDue();
    }

    @Test
    void thenItIsDestroyedItsAddressesAreFreeAndOnlyItsRowStays() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        assertThat(machine.publicIp()).isPresent();

        terminate(machine);
        instances.advanceDue();

        assertThat(now(machine).state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(now(machine).privateIp()).isEmpty();
        assertThat(now(machine).publicIp()).isEmpty();
        assertThat(provisioner.observe(machine.id()).phase()).isEqualTo(Phase.ABSENT);
        assertThat(search.find(account, InstanceQuery.all(), 0)).isEmpty();
        assertThat(instances.ofOrder(account, machine.orderNumber())).hasSize(1);
    }

    @Test
    void aStoppedMachineCanBeGivenUpToo() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        instances.power(account, machine.id(), PowerAction.STOP);
        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> terminate(machine))
                .matches(refused -> refused.state() == InstanceState.STOPPING);
        instances.advanceDue();

        assertThat(terminate(machine)).isTrue();
        instances.advanceDue();

        assertThat(now(machine).state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void withoutItsNameNothingHappens() {
        Instance machine = running(Specs.postpaid(), 1).get(0);

        assertThatExceptionOfType(NameNotConfirmed.class)
                .isThrownBy(() -> instances.terminate(account, machine.id(), "web"));
        assertThat(now(machine).state()).isEqualTo(InstanceState.RUNNING);
        instances.rename(account, machine.id(), "");
        assertThat(instances.terminate(account, machine.id(), machine.id().instanceId()))
                .isTrue();
        instances.advanceDue();
    }

    @Test
    void aPrepaidMachineIsNotGivenUp() {
        Instance machine = running(Specs.prepaid(), 1).get(0);

        assertThatExceptionOfType(InstanceIsPrepaid.class).isThrownBy(() -> terminate(machine));
        assertThat(now(machine).state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void sixteenTabsThatTerminateItUnfreezeOnce() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        int taken = taken();

        List<Outcome<Boolean>> outcomes = Races.run(16, number -> () -> terminate(machine));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes).filteredOn(Outcome::value).hasSize(1);
        assertThat(unfrozen()).hasSize(1);
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(taken()).isEqualTo(taken - 1);
        instances.advanceDue();
        assertThat(terminate(machine)).as("a page that was left open").isFalse();
    }

    @Test
    void stoppedAndTerminatedAtOnceEndsInOneOfTheTwo() {
        Instance machine = running(Specs.postpaid(), 1).get(0);

        List<Outcome<Boolean>> outcomes = Races.run(
                8,
                number -> () -> number % 2 == 0
                        ? terminate(machine)
                        : instances.power(account, machine.id(), PowerAction.STOP));

        assertThat(outcomes).allMatch(it -> it.succeeded() || it.thrown() instanceof WrongInstanceState);
        instances.advanceDue();
        InstanceState state = now(machine).state();
        assertThat(state).isIn(InstanceState.STOPPED, InstanceState.TERMINATED);
        assertThat(unfrozen()).hasSize(state == InstanceState.TERMINATED ? 1 : 0);
    }

    @Test
    void theDatabaseAloneRefusesASecondUnfreeze() {
        Instance machine = running(Specs.postpaid(), 2).get(0);
        terminate(machine);
        instances.advanceDue();
        jdbc.sql("update instances set state = 'RUNNING', ended_at = null where instance_id = ?")
                .param(machine.id().instanceId())
                .update();

        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> terminate(machine));

        assertThat(unfrozen()).hasSize(1);
        jdbc.sql("update instances set state = 'TERMINATED', ended_at = paid_at where instance_id = ?")
                .param(machine.id().instanceId())
                .update();
    }

    @Test
    void aMachineThatTurnsUpAfterItWasDestroyedIsDestroyedAgain() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        terminate(machine);
        instances.advanceDue();
        jdbc.sql("""
                        insert into simulated_machines
                            (machine_id, fingerprint, is_on, ready_at, address_at, pool, private_ip)
                        values (?, 'a fingerprint', true, current_timestamp, current_timestamp, ?, '172.16.32.9')
                        """)
                .params(machine.id().instanceId(), UUID.randomUUID().toString().substring(0, 12))
                .update();

        instances.reconcile();
        instances.advanceDue();

        assertThat(provisioner.observe(machine.id()).phase()).isEqualTo(Phase.ABSENT);
        assertThat(now(machine).state()).isEqualTo(InstanceState.TERMINATED);
    }

    private boolean terminate(Instance machine) {
        return instances.terminate(account, machine.id(), machine.calledBy());
    }

    private List<Instance> running(InstanceSpec spec, int count) {
        Order order = orders.place(
                account, List.of(Purchases.of(spec, count)), UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        return instances.ofOrder(account, order.number().number());
    }

    private Instance now(Instance machine) {
        return instances.instance(account, new InstanceId(machine.id().instanceId()));
    }

    /** Sold or held machines of the kind that is bought here. */
    private int taken() {
        InstanceSpec spec = Specs.postpaid();
        return jdbc.sql("select taken from stock where zone_id = ? and instance_type = ?")
                .params(spec.zone(), spec.instanceType())
                .query(Integer.class)
                .single();
    }

    private List<Entry> unfrozen() {
        return ledger.entries(account, 0, 100).stream()
                .filter(entry -> entry.kind() == EntryKind.UNFREEZE)
                .toList();
    }
}
