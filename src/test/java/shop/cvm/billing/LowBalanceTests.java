package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.notification.Message;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;
import shop.cvm.time.ShopClock;

/** A balance that lasts less than five days is warned of, once until it lasts again. */
@ShopTest
class LowBalanceTests {

    @Autowired
    private Meters meters;

    @Autowired
    private Bills bills;

    @Autowired
    private Instances instances;

    @Autowired
    private OtherSettings other;

    @Autowired
    private TransactionOperations transaction;

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

    @BeforeEach
    void nothingElseIsSettled() {
        meters.park();
        meters.untilNextHour();
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void theWarningComesOnceAndAgainWhenTheBalanceHasLastedInBetween() throws InterruptedException {
        AccountId account = customers.with("20.00");
        Instance machine = meters.buy(account, Specs.postpaid());
        Money perHour = machine.cost().hourlyRate().forOneHour();

        meters.hours(14);
        meters.heard();
        assertThat(warnings(account)).hasSize(1);
        Instant until = warnings(account).get(0).nextAt().orElseThrow();
        assertThat(Duration.between(clock.now(), until)).isLessThan(Duration.ofDays(5));

        customers.credit(account, perHour.multipliedBy(125L).getAmount().toPlainString());
        meters.hours(1);
        meters.heard();
        assertThat(warnings(account)).as("it lasts again").hasSize(1);

        meters.hours(60);
        meters.heard();
        assertThat(warnings(account)).hasSize(2);
    }

    @Test
    void whoBeganThisMorningIsToldHowLongTheRestLastsAtTheRateSinceThen() throws InterruptedException {
        AccountId account = customers.with("20.00");
        HourlyRate perHour = new HourlyRate(new BigDecimal("1.00"));
        meters.launch(account, Specs.postpaid(), new InstanceRate(Component.COMPUTE, 1, perHour, StepRates.NONE));
        Instant usedUp = clock.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(20));

        meters.hours(1);
        meters.heard();
        assertThat(warnings(account)).singleElement().satisfies(warning -> assertThat(warning.nextAt())
                .contains(usedUp));
        assertThat(bills.burn(account)).isEqualTo(new Burn(Cny.of("24.00"), 0L, usedUp));

        meters.hours(3);
        assertThat(ledger.balance(account).available()).isEqualTo(Cny.of("16.00"));
        assertThat(bills.burn(account)).isEqualTo(new Burn(Cny.of("24.00"), 0L, usedUp));

        customers.credit(account, "32.00");
        assertThat(bills.burn(account)).isEqualTo(new Burn(Cny.of("24.00"), 2L, usedUp.plus(Duration.ofHours(32))));
    }

    @Test
    void howManyDaysAheadTheWarningComesIsASetting() throws InterruptedException {
        HourlyRate perHour = new HourlyRate(new BigDecimal("1.00"));
        InstanceRate compute = new InstanceRate(Component.COMPUTE, 1, perHour, StepRates.NONE);
        AccountId account = customers.with("200.00");
        meters.launch(account, Specs.postpaid(), compute);
        Instant usedUp = clock.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(200));
        meters.untilNextHour();
        other.billing(9, Duration.ofHours(2), Duration.ofHours(24)).runDue(clock.now());
        meters.heard();
        assertThat(warnings(account))
                .as("eight days are fewer than nine")
                .singleElement()
                .satisfies(warning -> assertThat(warning.nextAt()).contains(usedUp));

        AccountId another = customers.with("200.00");
        meters.launch(another, Specs.postpaid(), compute);
        meters.hours(1);
        meters.heard();
        assertThat(warnings(another)).as("and more than five").isEmpty();
    }

    @Test
    void whoUsesLittleByNightIsNotWarnedAgainEveryMorning() throws InterruptedException {
        AccountId account = customers.with("2000.00");
        Instance machine = meters.buy(account, Specs.postpaid());
        Money perDay = dayAndNight(account, machine);
        instances.power(account, machine.id(), PowerAction.START);
        meters.deliver();
        leave(account, perDay.multipliedBy(4L));

        meters.hours(12);
        meters.heard();
        assertThat(warnings(account)).hasSize(1);
        nightFalls(account, machine);
        meters.hours(12);
        assertThat(lastHour(account).multipliedBy(24L * 5))
                .as("an hour by night alone worries nobody")
                .isLessThan(ledger.balance(account).available());
        instances.power(account, machine.id(), PowerAction.START);
        meters.deliver();
        meters.hours(6);
        meters.heard();

        assertThat(warnings(account)).hasSize(1);
    }

    @Test
    void aPurchaseAfterWhichTheBalanceDoesNotLastIsWarnedOfAtTheNextHourHoweverCheapThatIs()
            throws InterruptedException {
        AccountId account = customers.with("2000.00");
        Money perDay = dayAndNight(account, meters.buy(account, Specs.postpaid()));
        meters.heard();
        assertThat(warnings(account)).isEmpty();

        leave(account, perDay.multipliedBy(4L));
        meters.hours(1);
        meters.heard();

        assertThat(lastHour(account).multipliedBy(24L * 5))
                .isLessThan(ledger.balance(account).available());
        assertThat(warnings(account)).hasSize(1);
        Duration left =
                Duration.between(clock.now(), warnings(account).get(0).nextAt().orElseThrow());
        assertThat(left).isBetween(Duration.ofDays(3), Duration.ofDays(5));
    }

    /** @return what both together come to */
    private Money dayAndNight(AccountId account, Instance machine) {
        meters.hours(12);
        nightFalls(account, machine);
        meters.hours(12);
        return meters.settlements(account).stream().map(Entry::amount).reduce(Cny.ZERO, Money::plus);
    }

    private void nightFalls(AccountId account, Instance machine) {
        instances.stop(account, machine.id(), StoppedMode.STOP_CHARGING);
        meters.deliver();
    }

    private Money lastHour(AccountId account) {
        List<Entry> hours = meters.settlements(account);
        return hours.get(hours.size() - 1).amount();
    }

    private void leave(AccountId account, Money amount) {
        Money spent = ledger.balance(account).available().minus(amount);
        transaction.executeWithoutResult(status -> ledger.deduct(
                new Movement(account, spent, "test:" + account, Description.of("purchase", ""), clock.now(), null)));
    }

    @Test
    void trafficIsNotForeseenAndNotWarnedOf() throws InterruptedException {
        AccountId account = customers.with("400.00");
        meters.buy(account, Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 200));

        meters.hours(30);
        meters.heard();

        List<Entry> hours = meters.settlements(account);
        Money day = hours.subList(hours.size() - 24, hours.size()).stream()
                .map(Entry::amount)
                .reduce(Cny.ZERO, Money::plus);
        assertThat(ledger.balance(account).available())
                .as("going on like this it would not last five days")
                .isLessThan(day.multipliedBy(5L));
        assertThat(warnings(account)).isEmpty();
    }

    private List<Message> warnings(AccountId account) {
        return messages.messages(account, 0).stream()
                .filter(message -> message.kind() == MessageKind.BALANCE_LOW)
                .toList();
    }
}
