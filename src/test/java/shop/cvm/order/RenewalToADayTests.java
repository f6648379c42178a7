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
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.pricing.ExtraDays;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** Machines that are renewed so that all of them expire on the same day of the month. */
@ShopTest
class RenewalToADayTests {

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Instances instances;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Bookings bookings;

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

    @BeforeEach
    void somebodyWithMoney() {
        meters.park();
        account = customers.with("10000.00");
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
        BookedParts.addUp(bookings, ledger, account);
    }

    @Test
    void machinesBoughtOnDifferentDaysExpireOnTheSameOne() {
        Instance one = meters.buy(account, Specs.prepaid());
        clock.advance(Duration.ofDays(11));
        Instance other = meters.buy(account, Specs.prepaid());
        int day = ShopCalendar.dayOf(one.expiresAt().orElseThrow()).plusDays(4).getDayOfMonth();
        RenewalPeriod period = new RenewalPeriod(2, day);
        Money before = ledger.balance(account).balance();

        Order order = place(period, one, other);
        orders.payFromBalance(account, order.number());

        for (Instance machine : List.of(one, other)) {
            Instant end = machine.expiresAt().orElseThrow();
            InstanceTerm term = instances.terms(account, machine.id()).get(1);
            OrderLine line = order.lines().get(order.concerned().indexOf(machine.id()));
            assertThat(term.days()).isEqualTo(period.daysFrom(end)).isEqualTo(line.extraDays());
            assertThat(term.endsAt()).isEqualTo(period.until(end)).isAfter(ShopCalendar.plusMonths(end, 2));
            assertThat(ShopCalendar.dayOf(term.endsAt()).getDayOfMonth()).isEqualTo(day);
            assertThat(term.paid()).isEqualTo(line.total()).isEqualTo(price(period, end));
            assertThat(instances.instance(account, machine.id()).expiresAt()).contains(term.endsAt());
            assertThat(BookedParts.of(bookings, ledger, account, "order:" + order.number()))
                    .filteredOn(part -> machine.id().equals(BookedParts.machine(part)))
                    .as("by the month, and by the day")
                    .anyMatch(part -> part.months() == 2)
                    .anyMatch(part -> part.months() == 0)
                    .allMatch(part -> term.startedAt().equals(part.from())
                            && term.endsAt().equals(part.to()));
        }
        assertThat(ledger.balance(account).balance()).isEqualTo(before.minus(order.total()));
    }

    @Test
    void theOfferIsWhatIsOrderedAndPaid() {
        Instance machine = meters.buy(account, Specs.prepaid());
        RenewalPeriod period = new RenewalPeriod(1, 15);
        RenewalOffer offer =
                renewals.offers(account, List.of(machine.id()), period).get(0);

        Order order = place(period, machine);
        orders.payFromBalance(account, order.number());

        assertThat(order.total()).isEqualTo(offer.quote().total());
        assertThat(instances.instance(account, machine.id()).expiresAt()).contains(offer.until());
        Order read = orders.order(account, order.number()).order();
        assertThat(read.lines().get(0).items())
                .filteredOn(item -> item.days() > 0)
                .hasSize(
                        ShopCalendar.daysUntil(
                                                ShopCalendar.plusMonths(
                                                        machine.expiresAt().orElseThrow(), 1),
                                                15)
                                        > 0
                                ? offer.quote().lines().size() / 2
                                : 0);
    }

    @Test
    void anotherDayUnderTheSameTokenIsAnotherWish() {
        Instance machine = meters.buy(account, Specs.prepaid());
        String token = UUID.randomUUID().toString();
        List<Renewal> wish = List.of(new Renewal(machine.id(), new RenewalPeriod(1, 5), null, null));
        Order order = renewals.place(account, wish, token);

        assertThat(renewals.place(account, wish, token).number()).isEqualTo(order.number());
        assertThatExceptionOfType(TokenReused.class)
                .isThrownBy(() -> renewals.place(
                        account, List.of(new Renewal(machine.id(), new RenewalPeriod(1, 6), null, null)), token));
    }

    /** The price the customer saw was for another number of days. */
    @Test
    void aFormFromBeforeTheMachineWasRenewedOrdersNothing() {
        Instance machine = meters.buy(account, Specs.prepaid());
        Instant seen = machine.expiresAt().orElseThrow();
        orders.payFromBalance(account, place(RenewalPeriod.of(1), machine).number());

        assertThatExceptionOfType(EndMoved.class)
                .isThrownBy(() -> renewals.place(
                        account,
                        List.of(new Renewal(machine.id(), RenewalPeriod.of(1), null, seen)),
                        UUID.randomUUID().toString()))
                .matches(moved -> moved.now().equals(ShopCalendar.plusMonths(seen, 1)));
    }

    /** The audit compares terms with the lines that paid them. */
    @Test
    void aTermThatIsNotWhatWasOrderedIsFound() {
        Instance machine = meters.buy(account, Specs.prepaid());
        Order order = place(new RenewalPeriod(1, 15), machine);
        orders.payFromBalance(account, order.number());

        for (String damage : List.of(
                "update instance_terms set days = mod(days + 1, 30) where order_number = ?",
                "update order_lines set renews_from = renews_from + interval '1' day where order_number = ?",
                "update order_lines set months = months + 1 where order_number = ?")) {
            transaction.executeWithoutResult(status -> {
                jdbc.sql(damage).param(order.number().number()).update();
                assertThat(invariants.broken()).as(damage).containsExactly("terms-are-what-order-lines-paid");
                status.setRollbackOnly();
            });
        }
    }

    private Money price(RenewalPeriod period, Instant end) {
        return ExtraDays.added(pricing.quote(Specs.prepaid().withMonths(period.months()), 1), period.daysFrom(end))
                .total();
    }

    private Order place(RenewalPeriod period, Instance... machines) {
        return renewals.place(
                account,
                List.of(machines).stream()
                        .map(machine -> new Renewal(machine.id(), period, null, null))
                        .toList(),
                UUID.randomUUID().toString());
    }
}
