package shop.cvm.order;

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
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.RenewFlag;
import shop.cvm.ledger.Ledger;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.pricing.Pricing;

/** Whose balance reaches for one machine that renews itself, but not for all of them, is told in time. */
@ShopTest
class RenewalReminderTests {

    private static final Duration FOUR_DAYS = Duration.ofDays(4);

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Messages messages;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    private Money price;

    @BeforeEach
    void whatAMonthCosts() {
        meters.park();
        price = pricing.quote(Specs.prepaid(), 1).total();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void withMoneyForOneOfThreeTheOtherTwoAreRemindedOf() throws InterruptedException {
        AccountId account = customers.with(price.multipliedBy(4).getAmount().toPlainString());
        List<Instance> three = renewingThemselves(account, 3);
        assertThat(ledger.balance(account).available()).isEqualTo(price);
        Instant expiry = three.get(0).expiresAt().orElseThrow();

        meters.expire(expiry.minus(FOUR_DAYS));
        List<InstanceId> reminded = remindedOf(account);
        assertThat(reminded).as("seven and five days before").hasSize(4);
        meters.expire(expiry.minusSeconds(1));

        assertThat(three)
                .filteredOn(machine -> instances.terms(account, machine.id()).size() == 2)
                .as("the one that was not reminded of")
                .singleElement()
                .matches(renewed -> !reminded.contains(renewed.id()));
    }

    @Test
    void withMoneyForAllThreeNoneIs() throws InterruptedException {
        AccountId account = customers.with(price.multipliedBy(6).getAmount().toPlainString());
        List<Instance> three = renewingThemselves(account, 3);

        meters.expire(three.get(0).expiresAt().orElseThrow());

        assertThat(remindedOf(account)).isEmpty();
        assertThat(three)
                .allMatch(machine -> instances.terms(account, machine.id()).size() == 2);
    }

    /** A machine whose end is far off does not take the money of one that ends soon. */
    @Test
    void whatEndsLaterThanRemindersGoDoesNotCount() throws InterruptedException {
        AccountId account = customers.with("10000.00");
        Instance late = meters.buy(account, Specs.prepaid().withMonths(12), 1).get(0);
        instances.choose(account, late.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW);
        Instance soon = renewingThemselves(account, 1).get(0);
        meters.spendAllBut(account, price);

        meters.expire(soon.expiresAt().orElseThrow());

        assertThat(remindedOf(account)).isEmpty();
        assertThat(instances.terms(account, soon.id())).hasSize(2);
    }

    private List<Instance> renewingThemselves(AccountId account, int count) {
        List<Instance> machines = meters.buy(account, Specs.prepaid(), count);
        machines.forEach(machine -> instances.choose(account, machine.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW));
        return machines;
    }

    private List<InstanceId> remindedOf(AccountId account) {
        return messages.messages(account, 0).stream()
                .filter(message -> message.kind() == MessageKind.INSTANCE_EXPIRING)
                .flatMap(message -> message.instance().stream())
                .toList();
    }
}
