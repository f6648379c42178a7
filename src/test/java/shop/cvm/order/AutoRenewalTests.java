package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.instance.Instances;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.notification.Message;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** Machines that renew themselves: in time, from the balance, once; and what their owners hear if it does not reach. */
@ShopTest
class AutoRenewalTests {

    private static final Duration DAY = Duration.ofDays(1);

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Instances instances;

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
    private Money price;

    @BeforeEach
    void aMachineThatRenewsItself() {
        meters.park();
        account = customers.with("1000.00");
        machine = meters.buy(account, Specs.prepaid());
        instances.choose(account, machine.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW);
        expiry = machine.expiresAt().orElseThrow();
        price = renewals.price(now(), 1).orElseThrow();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void threeDaysBeforeItsEndItIsRenewedByAMonthFromTheBalance() throws InterruptedException {
        Money before = ledger.balance(account).balance();
        meters.expire(expiry.minus(DAY.multipliedBy(3)).minusSeconds(1));
        assertThat(now().expiresAt()).as("not before").contains(expiry);

        meters.expire(expiry.minus(DAY.multipliedBy(3)));

        assertThat(now().expiresAt()).contains(ShopCalendar.plusMonths(expiry, 1));
        assertThat(ledger.balance(account).balance()).isEqualTo(before.minus(price));
        InstanceTerm term = instances.terms(account, machine.id()).get(1);
        assertThat(term.paid()).isEqualTo(price);
        assertThat(orders.order(account, new OrderNumber(term.orderNumber())).state())
                .isEqualTo(OrderState.DELIVERED);
        assertThat(told(MessageKind.INSTANCE_RENEWED)).singleElement().satisfies(message -> assertThat(message.nextAt())
                .contains(ShopCalendar.plusMonths(expiry, 1)));
    }

    @Test
    void whoseBalanceReachesIsNotReminded() throws InterruptedException {
        meters.expire(expiry);

        assertThat(told(MessageKind.INSTANCE_EXPIRING)).isEmpty();
        assertThat(told(MessageKind.RENEWAL_FAILED)).isEmpty();
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void whoseBalanceDoesNotReachIsRemindedAndToldOfEveryTryUntilItIsStopped() throws InterruptedException {
        spendAllBut("1.00");

        meters.expire(expiry);

        assertThat(told(MessageKind.INSTANCE_EXPIRING)).hasSize(4);
        assertThat(told(MessageKind.RENEWAL_FAILED))
                .as("three days before and daily, for the last time at the end")
                .hasSize(4)
                .allSatisfy(message -> {
                    assertThat(message.nextAt()).contains(expiry);
                    assertThat(message.amount()).contains(price);
                });
        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
        assertThat(instances.terms(account, machine.id())).hasSize(1);
    }

    @Test
    void moneyThatComesBeforeTheLastTryKeepsItRunning() throws InterruptedException {
        spendAllBut("1.00");
        meters.expire(expiry.minusSeconds(1));
        customers.credit(account, "500.00");

        meters.expire(expiry);

        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(now().expiresAt()).contains(ShopCalendar.plusMonths(expiry, 1));
        assertThat(told(MessageKind.INSTANCE_EXPIRED)).isEmpty();
    }

    @Test
    void inTheRecycleBinNothingRenewsItself() throws InterruptedException {
        spendAllBut("1.00");
        meters.expire(expiry);
        customers.credit(account, "500.00");

        meters.expire(expiry.plus(DAY.multipliedBy(5)));

        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
    }

    @Test
    void whoDoesNotWantToHearOfItIsNotReminded() throws InterruptedException {
        instances.choose(account, machine.id(), RenewFlag.DISABLE_NOTIFY_AND_MANUAL_RENEW);

        meters.expire(expiry.plus(DAY.multipliedBy(7)));

        assertThat(told(MessageKind.INSTANCE_EXPIRING)).isEmpty();
        assertThat(told(MessageKind.INSTANCE_EXPIRED)).as("that it is stopped").hasSize(1);
        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
    }

    @Test
    void nodesThatTryAtTheSameMomentRenewOnce() throws InterruptedException {
        clock.advanceTo(expiry.minus(DAY.multipliedBy(3)));

        var tries = Races.run(4, node -> instances::expireDue);
        meters.heard();

        assertThat(tries).allMatch(Races.Outcome::succeeded);
        assertThat(instances.terms(account, machine.id())).hasSize(2);
        assertThat(told(MessageKind.INSTANCE_RENEWED)).hasSize(1);
    }

    @Test
    void aMachineThatCannotBeDealtWithHoldsUpNoOther() {
        Instance other = meters.buy(account, Specs.prepaid());
        instances.choose(account, other.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW);
        clock.advanceTo(expiry.minus(DAY.multipliedBy(2)));
        String taken = machine.id() + ":" + expiry.toEpochMilli();
        jdbc.sql("update orders set scope = 'auto-renewal', token = ? where order_number = ?")
                .params(taken, machine.orderNumber())
                .update();

        instances.expireDue();

        assertThat(now().expiresAt()).as("its token is taken").contains(expiry);
        assertThat(instances.terms(account, other.id())).hasSize(2);
        assertThat(instances.expireDue()).as("it is put off").isZero();
    }

    @Test
    void itGoesOnMonthByMonth() throws InterruptedException {
        customers.credit(account, "1000.00");

        meters.expire(ShopCalendar.plusMonths(expiry, 3));

        assertThat(instances.terms(account, machine.id())).hasSizeGreaterThanOrEqualTo(5);
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void aMachineThatIsPaidByTheHourHasNoSuchSetting() {
        Instance hourly = meters.buy(account, Specs.postpaid());

        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> instances.choose(account, hourly.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW));
    }

    private void spendAllBut(String left) {
        meters.spendAllBut(account, Cny.of(left));
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    private List<Message> told(MessageKind kind) {
        return messages.messages(account, 0).stream()
                .filter(message -> message.kind() == kind)
                .toList();
    }
}
