package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.notification.Message;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.time.ShopClock;

/** A balance that lasts less than five days is warned of, once until it lasts again. */
@ShopTest
class LowBalanceTests {

    @Autowired
    private Meters meters;

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
