package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.LaunchFailed;
import shop.cvm.instance.LaunchFailure;
import shop.cvm.instance.Phase;
import shop.cvm.instance.Provisioner;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.pricing.Component;
import shop.cvm.time.ShopClock;

/** Machines that were paid for and cannot be made: no money and no machine is lost, whatever the provisioner does. */
@ShopTest
class UndeliveredTests {

    @Autowired
    private Orders orders;

    @Autowired
    private OrderRefunds orderRefunds;

    @Autowired
    private Instances instances;

    @Autowired
    private Provisioner provisioner;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Customers customers;

    @Autowired
    private Faults faults;

    @Autowired
    private Publications publications;

    @Autowired
    private ApplicationEventPublisher publisher;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;

    @BeforeEach
    void anAccountAndNothingElseUnderWay() {
        clock.advance(Duration.ofMinutes(15));
        orders.expireDue();
        instances.advanceDue();
        account = customers.with("1000.00");
    }

    @AfterEach
    void nothingIsOnAndTheInvariantsHold() {
        faults.switchAllOff();
        invariants.hold();
        BookedParts.addUp(bookings, ledger, account);
    }

    @Test
    void withoutRoomUntilTheDeadlineThePriceGoesBackOnce() throws Exception {
        int free = taken(Specs.prepaid());
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        OrderNumber number = paid(Specs.prepaid(), 2);
        Money price = orders.order(account, number).order().total();

        pass(Duration.ofMinutes(9));
        assertThat(state(number)).isEqualTo(OrderState.PAID);
        pass(Duration.ofMinutes(2));

        assertThat(machines(number)).hasSize(2).allSatisfy(machine -> {
            assertThat(machine.state()).isEqualTo(InstanceState.LAUNCH_FAILED);
            assertThat(machine.failure()).contains(LaunchFailure.NO_CAPACITY);
            assertThat(machine.hasPasswordToShow()).isFalse();
        });
        assertThat(state(number)).isEqualTo(OrderState.REFUNDED);
        assertThat(state(number).code()).isEqualTo(6);
        assertThat(ledger.balance(account).available()).isEqualTo(Cny.of("1000.00"));
        assertThat(entries(EntryKind.REFUND)).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.amount().multipliedBy(2)).isEqualTo(price);
            assertThat(entry.reference()).startsWith("refund:ins-");
            assertThat(entry.orderNumber()).isEqualTo(number.number());
        });
        assertThat(taken(Specs.prepaid())).isEqualTo(free);
        assertThat(lines(number)).extracting(OrderLine::refundedCount).containsExactly(2);
        assertThat(orders.quota(account, Specs.prepaid().zone(), ChargeType.PREPAID)
                        .used())
                .isZero();
    }

    @Test
    void whatIsPaidByTheHourIsNoLongerFrozen() throws Exception {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        OrderNumber number = paid(Specs.postpaid(), 1);
        assertThat(ledger.balance(account).frozen()).isNotEqualTo(Cny.ZERO);

        pass(Duration.ofMinutes(11));

        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.of("1000.00"));
        assertThat(entries(EntryKind.UNFREEZE))
                .extracting(Entry::reference)
                .containsExactly("unfreeze:" + machines(number).get(0).id());
    }

    @Test
    void aMachineThatIsStuckIsDestroyedAndRefundedAndTheOthersRun() throws Exception {
        faults.switchOn(Fault.PROVISIONER_STUCK, 1, Duration.ZERO);
        OrderNumber number = paid(Specs.prepaid(), 3);
        Money unit = lines(number).get(0).cost().unitTotal();

        pass(Duration.ofMinutes(11));

        assertThat(machines(number))
                .extracting(Instance::state)
                .containsExactlyInAnyOrder(InstanceState.RUNNING, InstanceState.RUNNING, InstanceState.LAUNCH_FAILED);
        Instance stuck = failed(number);
        assertThat(stuck.failure()).contains(LaunchFailure.TOO_LATE);
        assertThat(provisioner.observe(stuck.id()).phase()).isEqualTo(Phase.ABSENT);
        assertThat(state(number)).isEqualTo(OrderState.DELIVERED);
        assertThat(entries(EntryKind.REFUND)).extracting(Entry::amount).containsExactly(unit);
        assertThat(orders.refunds(List.of(stuck.id())).get(stuck.id()).amount()).isEqualTo(unit);
        assertThat(BookedParts.of(bookings, ledger, account, "refund:"))
                .as("what was paid for this one, component by component, and no time")
                .extracting(part -> part.item().component())
                .containsExactly(Component.COMPUTE, Component.SYSTEM_DISK, Component.BANDWIDTH);
        assertThat(BookedParts.of(bookings, ledger, account, "refund:"))
                .allMatch(part -> stuck.id().equals(BookedParts.machine(part)) && part.from() == null)
                .allMatch(
                        part -> part.amount().isNegative() && part.listAmount().isNegative());
        assertThat(BookedParts.of(bookings, ledger, account, "order:"))
                .as("three components of three machines")
                .hasSize(9);
    }

    @Test
    void anAnswerThatIsLostLeavesOneMachineAndCostsNothing() throws Exception {
        faults.switchOn(Fault.PROVISIONER_ANSWER_LOST, 1, Duration.ZERO);
        OrderNumber number = paid(Specs.prepaid(), 1);

        instances.advanceDue();
        InstanceId id = machines(number).get(0).id();
        assertThat(machines(number).get(0).state()).isEqualTo(InstanceState.PENDING);
        String made = privateIpMade(id);
        pass(Duration.ofMinutes(11));

        assertThat(machines(number).get(0).state()).isEqualTo(InstanceState.RUNNING);
        assertThat(machines(number).get(0).privateIp()).contains(made);
        assertThat(entries(EntryKind.REFUND)).isEmpty();
    }

    @Test
    void aMachineThatSucceedsAfterTheDeadlineIsRefundedAndDestroyed() throws Exception {
        faults.switchOn(Fault.PROVISIONER_LATE, 1, Duration.ofMinutes(40));
        OrderNumber number = paid(Specs.prepaid(), 1);
        InstanceId id = machines(number).get(0).id();

        pass(Duration.ofMinutes(12));
        assertThat(state(number)).isEqualTo(OrderState.DELIVERY_FAILED);
        assertThat(state(number).code()).isEqualTo(5);
        assertThat(entries(EntryKind.REFUND)).isEmpty();

        pass(Duration.ofMinutes(14));
        assertThat(state(number)).isEqualTo(OrderState.REFUNDED);
        assertThat(entries(EntryKind.REFUND)).hasSize(1);
        assertThat(provisioner.observe(id).phase()).as("its host is still busy").isEqualTo(Phase.BUILDING);

        pass(Duration.ofMinutes(16));
        assertThat(provisioner.observe(id).phase()).isEqualTo(Phase.ABSENT);
        assertThat(machines(number).get(0).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
        assertThat(entries(EntryKind.REFUND)).hasSize(1);
    }

    @Test
    void aMachineThatIsLateButInTimeIsDelivered() throws Exception {
        faults.switchOn(Fault.PROVISIONER_LATE, 1, Duration.ofMinutes(8));
        OrderNumber number = paid(Specs.prepaid(), 1);

        pass(Duration.ofMinutes(11));

        assertThat(state(number)).isEqualTo(OrderState.DELIVERED);
        assertThat(entries(EntryKind.REFUND)).isEmpty();
    }

    @Test
    void newsThatComesAgainRefundsNothingAgain() throws Exception {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        OrderNumber number = paid(Specs.prepaid(), 2);
        pass(Duration.ofMinutes(11));
        LaunchFailed news =
                new LaunchFailed(machines(number).stream().map(Instance::id).toList());

        transaction.executeWithoutResult(status -> publisher.publishEvent(news));
        List<Outcome<String>> outcomes = Races.run(8, attempt -> () -> {
            orderRefunds.on(news);
            return "heard";
        });
        hear();

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(entries(EntryKind.REFUND)).hasSize(2);
        assertThat(lines(number)).extracting(OrderLine::refundedCount).containsExactly(2);
    }

    @Test
    void manyHearingOfTheSameFailureAtOnceRefundOnce() throws Exception {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        OrderNumber number = paid(Specs.prepaid(), 5);
        letTimePass(Duration.ofMinutes(11));
        LaunchFailed news =
                new LaunchFailed(machines(number).stream().map(Instance::id).toList());

        Races.run(8, attempt -> () -> {
            orderRefunds.on(news);
            return "heard";
        });
        hear();

        assertThat(entries(EntryKind.REFUND)).hasSize(5);
        assertThat(ledger.balance(account).available()).isEqualTo(Cny.of("1000.00"));
    }

    @Test
    void aMachineThatCannotBeRefundedHoldsUpNoOtherAndIsRefundedLater() throws Exception {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        OrderNumber number = paid(Specs.prepaid(), 3);
        InstanceId unlucky = machines(number).get(1).id();
        jdbc.sql("alter table entries add constraint broken check (reference <> 'refund:" + unlucky + "')")
                .update();
        try {
            letTimePass(Duration.ofMinutes(11));
            assertThat(publications.await(Duration.ofSeconds(3))).isFalse();

            assertThat(entries(EntryKind.REFUND))
                    .extracting(Entry::reference)
                    .hasSize(2)
                    .doesNotContain("refund:" + unlucky);
            assertThat(publications.failed()).as("kept").isEqualTo(1);
        } finally {
            jdbc.sql("alter table entries drop constraint broken").update();
        }
        publications.retryFailed();
        hear();

        assertThat(entries(EntryKind.REFUND)).hasSize(3);
        assertThat(state(number)).isEqualTo(OrderState.REFUNDED);
    }

    @Test
    void theDatabaseAloneRefusesASecondRefundOfAMachine() throws Exception {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        OrderNumber number = paid(Specs.prepaid(), 2);
        pass(Duration.ofMinutes(11));
        Instance machine = machines(number).get(0);
        Money back = ledger.balance(account).balance();
        Movement again = new Movement(
                account,
                Cny.of("1.00"),
                "refund:" + machine.id(),
                Description.of("refund", number.number()),
                clock.now(),
                number.number());

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into order_refunds
                                select instance_id, sub_order_number, order_number, charge_type, 1.00, refunded_at
                                from order_refunds where instance_id = ?
                                """).param(machine.id().instanceId()).update());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> ledger.refund(again)));
        assertThat(ledger.balance(account).balance()).isEqualTo(back);
    }

    @Test
    void theDatabaseRefusesToRefundMoreThanWasBought() {
        OrderNumber number = paid(Specs.prepaid(), 1);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update order_lines set refunded_count = 2 where order_number = ?")
                        .param(number.number())
                        .update());
    }

    private OrderNumber paid(InstanceSpec spec, int count) {
        Order order = orders.place(
                account, List.of(Purchases.of(spec, count)), UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        return order.number();
    }

    private void pass(Duration time) throws InterruptedException {
        letTimePass(time);
        hear();
    }

    private void letTimePass(Duration time) {
        for (long half = 0; half < time.toMinutes() * 2; half++) {
            instances.advanceDue();
            clock.advance(Duration.ofSeconds(30));
        }
        instances.advanceDue();
    }

    private void hear() throws InterruptedException {
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();
    }

    private OrderState state(OrderNumber number) {
        return orders.order(account, number).state();
    }

    private List<OrderLine> lines(OrderNumber number) {
        return orders.order(account, number).order().lines();
    }

    private List<Instance> machines(OrderNumber number) {
        return instances.ofOrder(account, number.number());
    }

    private Instance failed(OrderNumber number) {
        return machines(number).stream().filter(Instance::isFailed).findFirst().orElseThrow();
    }

    private List<Entry> entries(EntryKind kind) {
        return ledger.entries(account, 0, 50).getContent().stream()
                .filter(entry -> entry.kind() == kind)
                .toList();
    }

    private int taken(InstanceSpec spec) {
        return jdbc.sql("select taken from stock where zone_id = ? and instance_type = ?")
                .params(spec.zone(), spec.instanceType())
                .query(Integer.class)
                .single();
    }

    private @Nullable String privateIpMade(InstanceId id) {
        return jdbc.sql("select private_ip from simulated_machines where machine_id = ?")
                .param(id.instanceId())
                .query(String.class)
                .single();
    }
}
