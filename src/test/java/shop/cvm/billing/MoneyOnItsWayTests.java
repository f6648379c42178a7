package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Arrears.Stage;
import shop.cvm.catalog.Specs;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Isolation;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payment;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;

/** A machine that was paid for in time is never reclaimed, however late the shop learns of the money; and no other is kept. */
@ShopTest
class MoneyOnItsWayTests {

    private static final Money TEN = Cny.of("10.00");

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private Billing billing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Payments payments;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Faults faults;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ShopClock clock;

    private AccountId account;
    private Instance machine;
    private Instant deadline;

    /** Its machine is shut down; two minutes later it is reclaimed. */
    @BeforeEach
    void anAccountInArrearsTwoMinutesBeforeTheDeadline() {
        meters.park();
        account = customers.with("1.00");
        meters.untilNextHour();
        machine = meters.buy(account, Specs.postpaid());
        Money spent = ledger.balance(account).available().minus(Cny.of("0.30"));
        transaction.executeWithoutResult(status -> ledger.deduct(
                new Movement(account, spent, "test:" + account, Description.of("purchase", ""), clock.now(), null)));
        meters.hours(3);
        meters.deliver();
        deadline = billing.arrears(account).orElseThrow().reclaimAt();
        pass(deadline.minus(Duration.ofMinutes(2)));
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        faults.switchAllOff();
        meters.deliver();
        meters.heard();
        invariants.hold();
    }

    @Test
    void whoPaidInTheWalletInTimeKeepsTheMachineThoughTheNotificationIsLost() throws InterruptedException {
        payAndLoseTheNotification();

        pass(deadline);
        meters.settle();
        assertThat(now().isolation()).isEqualTo(Isolation.ARREAR);
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(billing.arrears(account).orElseThrow().waitsUntil()).isEqualTo(deadline.plus(Duration.ofDays(1)));

        pass(deadline.plus(Duration.ofMinutes(2)));
        payments.settleDue();
        meters.heard();
        assertThat(billing.arrears(account)).isEmpty();
        assertThat(now().isolation()).isEqualTo(Isolation.NOTISOLATED);
        meters.hours(3);
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void afterAnOutageOfTheShopTheWalletIsWaitedForJustAsWell() throws InterruptedException {
        payAndLoseTheNotification();

        pass(deadline.plus(Duration.ofDays(3)));
        meters.settle();
        assertThat(billing.arrears(account).orElseThrow().stage()).isEqualTo(Stage.STOPPED);

        payments.settleDue();
        meters.heard();
        assertThat(billing.arrears(account)).isEmpty();
        assertThat(now().isolation()).isEqualTo(Isolation.NOTISOLATED);
    }

    @Test
    void whoOnlyOpensPaymentsAgainAndAgainIsReclaimedWhenThoseFromBeforeTheDeadlineHaveEnded() {
        topUp();
        pass(deadline.minus(Duration.ofMinutes(1)));
        Instant last = topUp().expiresAt();
        for (int minutes : new int[] {0, 4, 8, 12}) {
            pass(deadline.plus(Duration.ofMinutes(minutes)));
            payments.settleDue();
            meters.settle();
            assertThat(now().state()).as("%s minutes later", minutes).isEqualTo(InstanceState.STOPPED);
            topUp();
        }

        pass(last);
        payments.settleDue();
        meters.settle();

        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);
        Arrears ended = billing.arrears(account).orElseThrow();
        assertThat(ended.reclaimAt()).isBetween(last, last.plusSeconds(30));
        assertThat(Duration.between(deadline, last)).isLessThan(Duration.ofMinutes(15));
    }

    @Test
    void whoBeginsToPayAfterTheDeadlineIsTooLate() {
        pass(deadline);
        topUp();

        meters.settle();

        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);
        assertThat(billing.arrears(account).orElseThrow().reclaimAt()).isEqualTo(deadline);
    }

    @Test
    void aWalletThatGivesNoAnswerKeepsNoMachineForMoreThanADay() {
        topUp();
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        for (int hours = 0; hours < 24; hours++) {
            pass(deadline.plus(Duration.ofHours(hours)));
            payments.settleDue();
            meters.settle();
            assertThat(now().state()).as("%s hours later", hours).isEqualTo(InstanceState.STOPPED);
        }

        pass(deadline.plus(Duration.ofHours(24)));
        meters.settle();

        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);
    }

    private void payAndLoseTheNotification() {
        faults.switchOn(Fault.WALLET_NOTIFICATION_LOST, 1, Duration.ZERO);
        house.pay(account, topUp().number());
        assertThat(faults.active()).as("it is lost").isEmpty();
    }

    private Payment topUp() {
        return payments.startTopUp(account, TEN, WalletKind.WECHAT_PAY, null);
    }

    private void pass(Instant time) {
        clock.advance(Duration.between(clock.now(), time).plusMillis(10));
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }
}
