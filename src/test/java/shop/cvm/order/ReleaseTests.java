package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.InstanceProtected;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NameNotConfirmed;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/** Prepaid machines that their owners release from the recycle bin, before their time there is over. */
@ShopTest
class ReleaseTests {

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Instances instances;

    @Autowired
    private TerminationPlans plans;

    @Autowired
    private History history;

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
        meters.park();
        account = customers.with("10000.00");
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void itIsGoneAtOnceWithItsPlaceInStockAndNoMoneyMoves() {
        Instance machine = binned();
        Money before = ledger.balance(account).balance();
        int taken = taken();

        assertThat(release(machine)).isTrue();
        assertThat(release(machine)).as("a page that was left open").isFalse();
        meters.deliver();

        assertThat(now(machine).state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(now(machine).isRenewable()).isFalse();
        assertThat(taken()).isEqualTo(taken - 1);
        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(history.of(account, machine.id(), 0).getContent())
                .filteredOn(act -> act.kind() == ActKind.TERMINATED)
                .singleElement()
                .satisfies(act -> assertThat(act.kind().actor()).isEqualTo(ActKind.Actor.CUSTOMER));
    }

    @Test
    void itWantsTheNameAndNoProtection() {
        Instance machine = meters.buy(account, Specs.prepaid());
        assertThatExceptionOfType(InstanceIsPrepaid.class).isThrownBy(() -> release(machine));
        plans.protect(account, machine.id(), true);
        expire(machine);

        assertThatExceptionOfType(NameNotConfirmed.class)
                .isThrownBy(() -> instances.terminate(account, machine.id(), "web"));
        assertThatExceptionOfType(InstanceProtected.class).isThrownBy(() -> release(machine));
        plans.protect(account, machine.id(), false);
        assertThat(release(machine)).isTrue();
        meters.deliver();
    }

    /** Whoever comes first has it: it runs and is paid for, or it is gone and nothing was taken. */
    @Test
    void renewedAndReleasedAtOnceItIsOneOrTheOther() throws InterruptedException {
        for (int round = 0; round < 6; round++) {
            Instance machine = binned();
            Order order = renewals.place(
                    account,
                    List.of(new Renewal(machine.id(), 1, null)),
                    UUID.randomUUID().toString());
            Money before = ledger.balance(account).balance();
            int taken = taken();

            List<Outcome<Boolean>> outcomes = Races.run(2, which -> () -> which == 0 ? pay(order) : release(machine));
            meters.heard();
            meters.deliver();

            boolean paid = outcomes.get(0).succeeded();
            assertThat(outcomes.get(1).succeeded()).as("round " + round).isNotEqualTo(paid);
            assertThat(outcomes.get(paid ? 1 : 0).thrown())
                    .isInstanceOf(paid ? InstanceIsPrepaid.class : OrderClosed.class);
            assertThat(now(machine).state()).isEqualTo(paid ? InstanceState.RUNNING : InstanceState.TERMINATED);
            assertThat(instances.terms(account, machine.id())).hasSize(paid ? 2 : 1);
            assertThat(ledger.balance(account).balance()).isEqualTo(paid ? before.minus(order.total()) : before);
            assertThat(taken()).isEqualTo(paid ? taken : taken - 1);
        }
    }

    private boolean pay(Order order) {
        orders.payFromBalance(account, order.number());
        return true;
    }

    private boolean release(Instance machine) {
        return instances.terminate(account, machine.id(), machine.calledBy());
    }

    private Instance binned() {
        Instance machine = meters.buy(account, Specs.prepaid());
        expire(machine);
        return machine;
    }

    private void expire(Instance machine) {
        clock.advanceTo(machine.expiresAt().orElseThrow());
        instances.expireDue();
        meters.deliver();
        assertThat(now(machine).isInBin()).isTrue();
    }

    private Instance now(Instance machine) {
        return instances.instance(account, machine.id());
    }

    private int taken() {
        return jdbc.sql("select taken from stock where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                .query(Integer.class)
                .single();
    }
}
