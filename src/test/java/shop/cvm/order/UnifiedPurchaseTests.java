package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Login;
import shop.cvm.instance.Naming;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** Machines that are bought up to the day of the month on which all machines of their owner expire. */
@ShopTest
class UnifiedPurchaseTests {

    /** 27.00 for SA1.SMALL1 and 66 x 0.50 for its disk: 60.00 a month, like the machine of V11. */
    private static final InstanceSpec SIXTY = Specs.withDisks(
            Specs.withNetwork(
                    Specs.withType(Specs.prepaid(), "ap-guangzhou-3", "SA1.SMALL1"), InternetChargeType.BANDWIDTH, 0),
            new Disk("CLOUD_BSSD", 66));

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Returns returns;

    @Autowired
    private Instances instances;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;
    private int year;

    @BeforeEach
    void theTwelfthOfNovember() {
        meters.park();
        account = customers.with("10000.00");
        year = day(clock.now()).getYear() + 1;
        clock.advanceTo(november(12)
                .atTime(LocalTime.of(10, 30))
                .atZone(ShopCalendar.ZONE)
                .toInstant());
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    /** V11 of {@code domain.md} 14. Source: S6, bought 12 Nov, day 20, 60 a month: 60 + 60 / 30 x 8 until 20 Dec. */
    @Test
    void boughtOnTheTwelfthForAMonthAndUpToTheTwentiethItCosts76() {
        assertThat(pricing.quote(SIXTY, 1).total()).isEqualTo(Cny.of("60.00"));

        Order order = place(purchase(SIXTY, 20));
        assertThat(order.total()).isEqualTo(Cny.of("76.00"));
        assertThat(order.lines().get(0).extraDays()).isEqualTo(8);
        Instance machine = bought(order);

        InstanceTerm term = instances.terms(account, machine.id()).get(0);
        assertThat(term.days()).isEqualTo(8);
        assertThat(term.paid()).isEqualTo(Cny.of("76.00"));
        assertThat(day(term.endsAt())).isEqualTo(november(20).plusMonths(1));
        assertThat(machine.expiresAt()).contains(term.endsAt());
        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.of("9924.00"));
    }

    @Test
    void eachOfSeveralMachinesGoesOnToThatDay() {
        Order order = place(new Purchase(
                SIXTY, 2, false, Naming.of("web-"), Login.random(), SecurityGroupTemplate.SSH_22, 5, null, null));

        assertThat(order.total()).as("60 + 60 / 30 x 24 each").isEqualTo(Cny.of("216.00"));
        orders.payFromBalance(account, order.number());
        meters.deliver();
        assertThat(instances.ofOrder(account, order.number().number()))
                .hasSize(2)
                .allSatisfy(one -> assertThat(day(one.expiresAt().orElseThrow()))
                        .isEqualTo(november(5).plusMonths(2)));
    }

    @Test
    void aRenewalGoesOnFromThereWithoutMoreDaysAndAReturnPaysAllBack() {
        Instance machine = bought(place(purchase(SIXTY, 20)));
        Order renewal = renewals.place(
                account,
                List.of(new Renewal(machine.id(), new RenewalPeriod(2, 20), null, null, null)),
                UUID.randomUUID().toString());
        assertThat(renewal.total()).isEqualTo(Cny.of("120.00"));
        orders.cancel(account, renewal.number());

        ReturnOffer offer = returns.offers(account, List.of(machine.id())).get(0);

        assertThat(offer.kind()).isEqualTo(ReturnKind.FIVE_DAY);
        assertThat(offer.value().refund()).isEqualTo(Cny.of("76.00"));
    }

    /** The days are counted from the day of the order, and on the next one they would be others. */
    @Test
    void itCanBePaidOnTheDayOfItsOrderOnly() {
        Instant midnight = ShopCalendar.startOf(november(13));
        clock.advanceTo(midnight.minus(Duration.ofMinutes(5)));
        Order order = place(purchase(SIXTY, 20));
        Order other = place(Purchases.of(SIXTY, 1));
        assertThat(order.payUntil()).isEqualTo(midnight);
        assertThat(other.payUntil()).isAfter(midnight);

        clock.advanceTo(midnight);

        assertThatExceptionOfType(OrderClosed.class).isThrownBy(() -> orders.payFromBalance(account, order.number()));
        orders.payFromBalance(account, other.number());
        assertThatExceptionOfType(PriceChanged.class)
                .as("agreed yesterday")
                .isThrownBy(() -> place(new Purchase(
                        SIXTY,
                        1,
                        false,
                        Naming.NONE,
                        Login.random(),
                        SecurityGroupTemplate.SSH_22,
                        20,
                        new AgreedPrice(order.total(), HourlyRate.ZERO),
                        null)));
        assertThat(place(purchase(SIXTY, 20)).total()).as("7 days").isEqualTo(Cny.of("74.00"));
        meters.deliver();
    }

    @Test
    void theAuditFindsTimeThatIsNotWhatWasBought() {
        Order order = place(purchase(SIXTY, 20));
        bought(order);
        for (String damage : List.of(
                "update instance_terms set days = 0 where order_number = ?",
                "update instance_terms set months = months + 1 where order_number = ?",
                "update order_lines set extra_days = extra_days + 1 where order_number = ?")) {
            transaction.executeWithoutResult(status -> {
                jdbc.sql(damage).param(order.number().number()).update();
                assertThat(invariants.broken()).as(damage).containsExactly("terms-are-what-order-lines-paid");
                status.setRollbackOnly();
            });
        }
    }

    @Test
    void theSameTokenWithAnotherDayIsRefused() {
        String token = UUID.randomUUID().toString();
        Order order = orders.place(account, List.of(purchase(SIXTY, 20)), token);

        assertThat(orders.place(account, List.of(purchase(SIXTY, 20)), token).number())
                .isEqualTo(order.number());
        assertThatExceptionOfType(TokenReused.class)
                .isThrownBy(() -> orders.place(account, List.of(purchase(SIXTY, 21)), token));
    }

    private static Purchase purchase(InstanceSpec spec, int day) {
        return new Purchase(
                spec, 1, false, Naming.of("web-"), Login.random(), SecurityGroupTemplate.SSH_22, day, null, null);
    }

    private Order place(Purchase purchase) {
        return orders.place(account, List.of(purchase), UUID.randomUUID().toString());
    }

    private Instance bought(Order order) {
        orders.payFromBalance(account, order.number());
        meters.deliver();
        return instances.ofOrder(account, order.number().number()).get(0);
    }

    private LocalDate november(int day) {
        return LocalDate.of(year, 11, day);
    }

    private static LocalDate day(Instant instant) {
        return ShopCalendar.dayOf(instant);
    }
}
