package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
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
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.RenewFlag;
import shop.cvm.ledger.Ledger;
import shop.cvm.notification.Message;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.payment.Payment;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;

/** Orders for more time that wait for payment: what overtakes them, and that they hold up nobody when they are dead. */
@ShopTest
class OpenRenewalTests {

    private static final Duration THREE_DAYS = Duration.ofDays(3);

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Instances instances;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Messages messages;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;
    private Instance machine;
    private Instant expiry;

    @BeforeEach
    void aMachineThatRenewsItself() {
        meters.park();
        account = customers.with("2000.00");
        machine = renewingItself();
        expiry = machine.expiresAt().orElseThrow();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void anOverdueOrderHoldsUpNoOtherEvenBeforeTheScheduleHasClosedIt() {
        Order overdue = place(machine);
        clock.advanceTo(overdue.payUntil());

        assertThat(renewals.offers(account, List.of(machine.id()), RenewalPeriod.of(1)))
                .singleElement()
                .matches(RenewalOffer::isPossible);
        Order next = place(machine);

        assertThat(state(overdue)).isEqualTo(OrderState.EXPIRED);
        orders.payFromBalance(account, next.number());
        assertThat(instances.terms(account, machine.id())).hasSize(2);
    }

    @Test
    void untilThenItDoes() {
        Order open = place(machine);
        clock.advanceTo(open.payUntil().minusSeconds(2));

        assertThatExceptionOfType(RenewalOpen.class)
                .isThrownBy(() -> place(machine))
                .matches(refused -> refused.order().equals(open.number()));
        assertThat(orders.order(account, open.number()).order().isUnpaid()).isTrue();
    }

    /** The schedule closes it, and four tabs want its place: one gets it. */
    @Test
    void tabsThatTakeThePlaceOfAnOverdueOrderAtTheSameMomentMakeOneOrder() {
        Order overdue = place(machine);
        clock.advanceTo(overdue.payUntil());

        var outcomes = Races.run(5, tab -> () -> tab == 0 ? orders.expireDue() : place(machine));

        assertThat(outcomes.get(0).thrown()).isNull();
        assertThat(outcomes.subList(1, 5)).filteredOn(Races.Outcome::succeeded).hasSize(1);
        assertThat(outcomes.subList(1, 5))
                .filteredOn(one -> !one.succeeded())
                .allSatisfy(one -> assertThat(one.thrown()).isInstanceOf(RenewalOpen.class));
        assertThat(state(overdue)).isEqualTo(OrderState.EXPIRED);
    }

    @Test
    void aMachineThatRenewsItselfClosesTheOpenOrderAndIsPaidOnce() throws InterruptedException {
        clock.advanceTo(expiry.minus(THREE_DAYS).minusSeconds(60));
        Order open = place(machine);
        Money before = ledger.balance(account).balance();

        clock.advanceTo(expiry.minus(THREE_DAYS));
        instances.expireDue();
        meters.heard();

        assertThat(state(open)).isEqualTo(OrderState.INVALID);
        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payFromBalance(account, open.number()))
                .matches(closed -> closed.state() == OrderState.INVALID);
        assertThat(now().expiresAt()).contains(ShopCalendar.plusMonths(expiry, 1));
        assertThat(ledger.balance(account).balance()).isEqualTo(before.minus(open.total()));
    }

    /** The news may be late: whoever pays first is told the same, and whoever orders anew is not held up. */
    @Test
    void anOrderThatIsOvertakenAndNotClosedYetTakesNoMoneyAndHoldsUpNoOther() throws InterruptedException {
        Instance other = renewingItself();
        Instant due = other.expiresAt().orElseThrow().minus(THREE_DAYS);
        clock.advanceTo(due.minusSeconds(60));
        Order paidLate = place(machine);
        Order replaced = place(other);
        clock.advanceTo(due);
        instances.expireDue();
        meters.heard();
        asBeforeTheNews(paidLate);
        asBeforeTheNews(replaced);
        Money before = ledger.balance(account).balance();

        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payFromBalance(account, paidLate.number()))
                .matches(closed -> closed.state() == OrderState.INVALID);
        Order next = place(other);

        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(state(replaced)).isEqualTo(OrderState.INVALID);
        orders.payFromBalance(account, next.number());
        assertThat(instances.terms(account, other.id())).hasSize(3);
    }

    @Test
    void ofSeveralMachinesOneIsEnoughToCloseTheOrderAndTheOthersCanBeOrderedAnew() throws InterruptedException {
        Instance other = meters.buy(account, Specs.prepaid());
        clock.advanceTo(expiry.minus(THREE_DAYS).minusSeconds(60));
        Order both = renewals.place(
                account, List.of(new Renewal(machine.id(), 1, null), new Renewal(other.id(), 1, null)), token());

        clock.advanceTo(expiry.minus(THREE_DAYS));
        instances.expireDue();
        meters.heard();

        assertThat(state(both)).isEqualTo(OrderState.INVALID);
        orders.payFromBalance(account, place(other).number());
        assertThat(instances.terms(account, other.id())).hasSize(2);
    }

    @Test
    void moneyFromAWalletThatComesAfterwardsStaysOnTheBalance() throws InterruptedException {
        clock.advanceTo(expiry.minus(THREE_DAYS).minusSeconds(60));
        Order dear = renewals.place(account, List.of(new Renewal(machine.id(), 36, null)), token());
        Payment payment = orders.payByWallet(account, dear.number(), WalletKind.WECHAT_PAY)
                .orElseThrow();
        clock.advanceTo(expiry.minus(THREE_DAYS));
        instances.expireDue();
        meters.heard();
        Money before = ledger.balance(account).balance();

        house.pay(account, payment.number());
        meters.heard();

        assertThat(ledger.balance(account).balance()).isEqualTo(before.plus(payment.amount()));
        assertThat(messages.messages(account, 0).stream().map(Message::kind))
                .contains(MessageKind.PAYMENT_LEFT_ON_BALANCE);
        assertThat(instances.terms(account, machine.id())).hasSize(2);
    }

    /** Paid by hand or renewed by itself, but never both. */
    @Test
    void anOrderPaidInTheSecondInWhichItsMachineRenewsItselfGivesOneMonth() throws InterruptedException {
        customers.credit(account, "3000.00");
        for (int round = 0; round < 5; round++) {
            meters.park();
            Instance one = renewingItself();
            Instant end = one.expiresAt().orElseThrow();
            clock.advanceTo(end.minus(THREE_DAYS).minusSeconds(60));
            Order order = place(one);
            Money before = ledger.balance(account).balance();
            clock.advanceTo(end.minus(THREE_DAYS));

            var outcomes = Races.run(
                    2,
                    which -> () -> which == 0 ? orders.payFromBalance(account, order.number()) : instances.expireDue());
            meters.heard();

            assertThat(outcomes.get(1).succeeded()).as("round " + round).isTrue();
            if (!outcomes.get(0).succeeded()) {
                assertThat(outcomes.get(0).thrown()).isInstanceOf(OrderClosed.class);
            }
            boolean paid = outcomes.get(0).succeeded();
            assertThat(orders.order(account, order.number()).order().isPaid()).isEqualTo(paid);
            assertThat(instances.terms(account, one.id())).as("round " + round).hasSize(2);
            assertThat(ledger.balance(account).balance()).isEqualTo(before.minus(order.total()));
        }
    }

    private Instance renewingItself() {
        Instance bought = meters.buy(account, Specs.prepaid());
        instances.choose(account, bought.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW);
        return bought;
    }

    /** As if nobody had heard yet that its machine has renewed itself. */
    private void asBeforeTheNews(Order order) {
        String number = order.number().number();
        assertThat(state(order)).isEqualTo(OrderState.INVALID);
        jdbc.sql("update orders set state = 'UNPAID', closed_at = null where order_number = ?")
                .param(number)
                .update();
        jdbc.sql("update order_lines set open_for = instance_id where order_number = ?")
                .param(number)
                .update();
    }

    private Order place(Instance one) {
        return renewals.place(account, List.of(new Renewal(one.id(), 1, null)), token());
    }

    private OrderState state(Order order) {
        return orders.order(account, order.number()).state();
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
