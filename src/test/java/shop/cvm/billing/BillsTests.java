package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryFilter;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Totals;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** Bills read in parts add up to the deductions, whichever way they are cut. */
@ShopTest
class BillsTests {

    @Autowired
    private Instances instances;

    @Autowired
    private Bills bills;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Meters meters;

    private AccountId account;
    private YearMonth month;
    private InstanceId awkward;

    /** At 21:10 of the last day of a month, with machines whose lines end in halves and thirds of a cent. */
    @BeforeEach
    void usageOverTheEndOfAMonth() {
        meters.park();
        month = YearMonth.from(ShopCalendar.dayOf(clock.now())).plusMonths(1);
        var evening = ShopCalendar.startOf(month.atEndOfMonth()).plusSeconds(21 * 3600 + 600);
        clock.advance(Duration.between(clock.now(), evening));
        account = customers.with("1000.00");
        awkward = meters.launch(
                account,
                Specs.postpaid(),
                rate(Component.COMPUTE, "0.005"),
                rate(Component.SYSTEM_DISK, "0.00333333"),
                rate(Component.DATA_DISK, "0.0049"),
                rate(Component.BANDWIDTH, "0.565"));
        meters.launch(account, Specs.postpaid(), rate(Component.COMPUTE, "0.0149"));
        meters.hours(4);
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void theLinesOfAMachinesHourShareItsRounding() {
        List<ExplainedLine> lines = explained(awkward);

        assertThat(lines).hasSize(3 * 4);
        List<ExplainedLine> lastHour = lines.subList(0, 4);
        assertThat(lastHour)
                .extracting(line -> line.line().component())
                .containsExactly(Component.BANDWIDTH, Component.COMPUTE, Component.DATA_DISK, Component.SYSTEM_DISK);
        assertThat(lastHour)
                .extracting(ExplainedLine::deducted)
                .as("0.565, 0.570, 0.5749 and 0.57823333, each rounded, less the one before")
                .containsExactly(Cny.of("0.57"), Cny.of("0.00"), Cny.of("0.00"), Cny.of("0.01"));
        assertThat(lastHour).allSatisfy(line -> {
            assertThat(line.machineAmount()).isEqualByComparingTo("0.57823333");
            assertThat(line.machineDeducted()).isEqualTo(Cny.of("0.58"));
            assertThat(line.intervals().stream().map(BillInterval::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(line.line().amount());
        });
    }

    @Test
    void daysProductsMachinesAndLinesAddUpToTheMonth() {
        Money settled =
                ledger.totals(account, start(month), start(month.plusMonths(1))).of(EntryKind.SETTLEMENT);

        assertThat(settled.isPositive()).isTrue();
        assertThat(settled)
                .isEqualTo(bills.months(account, month.getYear()).get(0).amount());
        assertThat(sum(bills.products(account, BillFilter.of(month, null, null)), ProductBill::deducted))
                .isEqualTo(settled);
        assertThat(sum(bills.instances(account, month, 0).getContent(), InstanceBill::amount))
                .isEqualTo(settled);
        assertThat(sum(bills.spendingByDay(account, month.atDay(1), month.atEndOfMonth()), DaySpending::amount))
                .isEqualTo(settled);
        assertThat(sum(explained(null), ExplainedLine::deducted)).isEqualTo(settled);
        assertThat(sum(
                        bills.products(account, BillFilter.of(month, awkward, Component.BANDWIDTH)),
                        ProductBill::deducted))
                .isEqualTo(Cny.of("0.57")
                        .multipliedBy(2)
                        .plus(explained(awkward).get(8).deducted()));
    }

    @Test
    void anHourThatEndsWithTheMonthBelongsToIt() {
        Totals ended = ledger.totals(account, start(month), start(month.plusMonths(1)));
        Totals began = ledger.totals(account, start(month.plusMonths(1)), start(month.plusMonths(2)));

        assertThat(ended.of(EntryKind.SETTLEMENT).plus(began.of(EntryKind.SETTLEMENT)))
                .isEqualTo(sum(meters.settlements(account), Entry::amount));
        assertThat(meters.settlements(account)).hasSize(4);
        assertThat(began.of(EntryKind.SETTLEMENT)).as("one hour, 0.58 and 0.01").isEqualTo(Cny.of("0.59"));
        assertThat(ended.change().plus(began.change()))
                .isEqualTo(ledger.balance(account).balance());
    }

    @Test
    void linesThatAreReadPieceByPieceAreAllOfThemOnce() {
        BillFilter all = BillFilter.of(month, null, null);
        List<BillLine> pieces = new ArrayList<>();
        List<BillLine> piece;
        do {
            BillLine last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
            piece = bills.linesAfter(account, all, last, 2);
            pieces.addAll(piece);
        } while (!piece.isEmpty());

        assertThat(pieces)
                .hasSize(3 * 5)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(bills.lines(account, all, 0));
        assertThat(bills.linesAfter(
                        account, all.on(month.atEndOfMonth()).at(pieces.get(0).hour()), null, 100))
                .containsExactlyElementsOf(pieces.subList(0, 5));
    }

    @Test
    void whatMovedInAnHourIsTold() {
        assertThat(ledger.effects(account, Set.of(EntryKind.TOP_UP), start(month), start(month.plusMonths(1))))
                .hasSize(1)
                .allSatisfy((hour, effect) -> {
                    assertThat(hour).isEqualTo(start(month.plusMonths(1)).minusSeconds(3 * 3600));
                    assertThat(effect).isEqualTo(Cny.of("1000.00"));
                });
    }

    @Test
    void transactionsAreReadByKindAndTimePieceByPiece() {
        EntryFilter settled = new EntryFilter(Set.of(EntryKind.SETTLEMENT), start(month), start(month.plusMonths(1)));
        List<Entry> all = meters.settlements(account);

        List<Entry> newest = ledger.entriesBefore(account, settled, Long.MAX_VALUE, 2);
        assertThat(newest)
                .as("those of 23:00 and 22:00; that of midnight is booked in the next month")
                .extracting(Entry::line)
                .containsExactly(all.get(1).line(), all.get(0).line());
        assertThat(ledger.entriesBefore(account, settled, newest.get(1).line(), 2))
                .isEmpty();
        assertThat(ledger.entries(account, settled, 0, 1).hasNext()).isTrue();
        assertThat(ledger.firstEntry(account)).isPresent();
    }

    @Test
    void thePrepaidMachineWhoseTimeEndsFirstIsRenewedFirst() {
        InstanceId later = meters.buy(account, Specs.with(Specs.prepaid(), ChargeType.PREPAID, 3))
                .id();
        InstanceId first = meters.buy(account, Specs.prepaid()).id();

        assertThat(instances.expiring(account, 5)).extracting(Instance::id).containsExactly(first, later);
        assertThat(instances.expiring(account, 1)).singleElement().satisfies(instance -> assertThat(instance.spec())
                .isEqualTo(Specs.prepaid()));
    }

    private List<ExplainedLine> explained(InstanceId instance) {
        BillFilter filter = BillFilter.of(month, instance, null);
        return bills.explain(account, bills.lines(account, filter, 0).getContent());
    }

    private static Instant start(YearMonth month) {
        return ShopCalendar.startOf(month.atDay(1));
    }

    private static <T> Money sum(List<T> parts, Function<T, Money> amount) {
        return parts.stream().map(amount).reduce(Cny.ZERO, Money::plus);
    }

    private static InstanceRate rate(Component component, String perHour) {
        return new InstanceRate(component, 1, new HourlyRate(new BigDecimal(perHour)), StepRates.NONE);
    }
}
