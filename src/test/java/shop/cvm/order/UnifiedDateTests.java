package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.Specs;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.ExtraDays;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.time.ShopCalendar;

/** A period that goes on to a certain day of the month, and its price ({@code domain.md} 2.4, 11.1 and 14). */
class UnifiedDateTests {

    private static final LocalTime TIME = LocalTime.of(23, 30);

    /**
     * At 60 a month. The first is V11 (bought on 12 November, source S6), the second the example of a renewal in 11.1;
     * the others are days that a month does not have, and no days at all.
     */
    @ParameterizedTest
    @CsvSource({
        "2018-11-12, 1, 20, 2018-12-20,  8,  76.00",
        "2019-04-05, 1, 20, 2019-05-20, 15,  90.00",
        "2019-04-20, 1, 20, 2019-05-20,  0,  60.00",
        "2019-04-21, 1, 20, 2019-06-20, 30, 120.00",
        "2019-01-31, 1, 31, 2019-02-28,  0,  60.00",
        "2019-01-31, 1, 30, 2019-02-28,  0,  60.00",
        "2019-01-28, 1, 31, 2019-02-28,  0,  60.00",
        "2020-01-28, 1, 31, 2020-02-29,  1,  62.00",
        "2019-02-28, 1, 31, 2019-03-31,  3,  66.00",
        "2019-03-30, 1, 29, 2019-05-29, 29, 118.00",
        "2019-11-15, 9,  1, 2020-09-01, 17, 574.00",
    })
    void goesOnToThatDayAndCostsAThirtiethOfAMonthForEachDay(
            LocalDate ends, int months, int day, LocalDate until, int days, String price) {
        RenewalPeriod period = new RenewalPeriod(months, day);
        Instant from = ends.atTime(TIME).atZone(ShopCalendar.ZONE).toInstant();

        assertThat(period.until(from))
                .isEqualTo(until.atTime(TIME).atZone(ShopCalendar.ZONE).toInstant());
        assertThat(period.daysFrom(from)).isEqualTo(days);
        assertThat(ExtraDays.added(months(months, line(Component.COMPUTE, "60", 1, "1", months)), days)
                        .total())
                .isEqualTo(Cny.of(price));
    }

    /** Source: vector V11 (purchase notes), with the price of a month from a price book. */
    @Test
    void v11FromThePriceBookToThePrice() {
        CatalogSnapshot ofThePage = CatalogFixture.pricedPerMonth("ap-guangzhou", "S2.SMALL1", "60");
        Instant bought = Instant.parse("2018-11-12T02:00:00Z");
        RenewalPeriod untilThe20th = new RenewalPeriod(1, 20);
        Quote month = Pricing.quote(ofThePage, Specs.withType(Specs.prepaid(), "ap-guangzhou-3", "S2.SMALL1"), 1);

        Quote quote = ExtraDays.added(month, untilThe20th.daysFrom(bought));

        assertThat(untilThe20th.until(bought)).isEqualTo(Instant.parse("2018-12-20T02:00:00Z"));
        assertThat(quote.lines())
                .filteredOn(line -> line.component() == Component.COMPUTE)
                .extracting(QuoteLine::days, QuoteLine::unitAmount)
                .containsExactly(tuple(0, Cny.of("60.00")), tuple(8, Cny.of("16.00")));
        assertThat(quote.total())
                .as("with 17.50 and 4.67 for the disk, 20.00 and 5.33 for the network")
                .isEqualTo(Cny.of("76.00").plus(Cny.of("22.17")).plus(Cny.of("25.33")));
    }

    /** Every component has a line for the days, rounded by itself, at what the period leaves of the price. */
    @Test
    void everyComponentIsPricedByItselfWithTheDiscountOfThePeriod() {
        Quote sixMonths = months(
                6,
                line(Component.COMPUTE, "100.01", 1, "0.88", 6),
                line(Component.SYSTEM_DISK, "0.35", 50, "0.90", 6),
                line(Component.BANDWIDTH, "71", 3, "1", 6));

        Quote quote = ExtraDays.added(sixMonths, 7);

        assertThat(quote.lines()).hasSize(6);
        assertThat(quote.lines().subList(0, 3)).isEqualTo(sixMonths.lines());
        assertThat(quote.lines().subList(3, 6)).allMatch(line -> line.days() == 7);
        assertThat(quote.lines().subList(3, 6).stream().map(QuoteLine::unitAmount))
                .as("20.5354, 3.675 and 16.5667")
                .containsExactly(Cny.of("20.54"), Cny.of("3.68"), Cny.of("16.57"));
        assertThat(quote.lines().subList(3, 6).stream().map(QuoteLine::unitListAmount))
                .as("23.3357, 4.0833 and 16.5667")
                .containsExactly(Cny.of("23.34"), Cny.of("4.08"), Cny.of("16.57"));
        assertThat(quote.total()).isEqualTo(sixMonths.total().plus(Cny.of("40.79")));
        assertThat(quote.discount()).isEqualTo(sixMonths.discount().plus(Cny.of("3.20")));
    }

    @Test
    void withoutExtraDaysNothingChanges() {
        Quote quote = months(1, line(Component.COMPUTE, "60", 1, "1", 1));

        assertThat(ExtraDays.added(quote, 0)).isSameAs(quote);
        assertThat(RenewalPeriod.of(12).daysFrom(Instant.EPOCH)).isZero();
    }

    @Test
    void isNotOfferedForMoreThanNineMonthsNorForADayThatNoMonthHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RenewalPeriod(10, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RenewalPeriod(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RenewalPeriod(1, 32));
    }

    private static Quote months(int months, QuoteLine... lines) {
        Money total = List.of(lines).stream().map(QuoteLine::unitAmount).reduce(Cny.ZERO, Money::plus);
        Money list = List.of(lines).stream().map(QuoteLine::unitListAmount).reduce(Cny.ZERO, Money::plus);
        return new Quote(
                1, ChargeType.PREPAID, months, 1, List.of(lines), total, total, list, HourlyRate.ZERO, List.of(), null);
    }

    /** @param price of a month: of one unit, but of all Mbps of a bandwidth */
    private static QuoteLine line(Component component, String price, int quantity, String factor, int months) {
        int units = component == Component.BANDWIDTH ? 1 : quantity;
        BigDecimal list = new BigDecimal(price).multiply(BigDecimal.valueOf((long) units * months));
        Money amount = Cny.round(list.multiply(new BigDecimal(factor)));
        return new QuoteLine(
                component,
                "",
                new BigDecimal(price),
                0,
                quantity,
                new BigDecimal(factor),
                Cny.round(list),
                amount,
                amount,
                HourlyRate.ZERO,
                new PriceSource("S6", "2018-11-12", false));
    }
}
