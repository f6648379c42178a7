package shop.cvm.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/** The vendor's worked examples for changing and giving back prepaid machines ({@code domain.md} 14). */
class AdjustmentFeesTests {

    private static final BigDecimal NO_DISCOUNT = BigDecimal.ONE;

    /** What periods leave of the price since 2016-11-01 ({@code domain.md} 4.2). */
    private static final Map<Integer, BigDecimal> FACTORS = Map.of(
            1, NO_DISCOUNT,
            5, NO_DISCOUNT,
            6, number("0.88"),
            11, number("0.88"),
            12, number("0.83"),
            24, number("0.70"));

    private static final HourlyRate BY_THE_HOUR = new HourlyRate(number("0.32"));

    /** The example's machine: 102 a month, a year with 17 % off, paid with a voucher of 100. */
    private static final Money PAID = Cny.of("915.92");

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();

    /** Source: vector V6 (adjustment fees page): 65 to 218 a month, 244 days left, which are 8 full months. */
    @Test
    void anUpgradeCostsTheDifferenceForTheDaysLeft() {
        BigDecimal factor = AdjustmentFees.factor(FACTORS, 244 * 12 / 365);

        assertThat(AdjustmentFees.upgrade(number("65"), number("218"), 244, factor))
                .isEqualTo(Cny.of("1080.07"));
    }

    @Test
    void anUpgradeOnTheLastMomentCostsNothingAndADowngradeIsNone() {
        assertThat(AdjustmentFees.upgrade(number("65"), number("218"), 0, NO_DISCOUNT))
                .isEqualTo(Cny.ZERO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdjustmentFees.upgrade(number("218"), number("65"), 10, NO_DISCOUNT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdjustmentFees.upgrade(number("65"), number("218"), -1, NO_DISCOUNT));
    }

    /** Source: vector V7 (downgrade refund page): to 60 a month after two months. */
    @Test
    void aDowngradeAfterTwoMonthsPaysBack18392() {
        RestOfTime rest = RestOfTime.ofMonths(number("60"), AdjustmentFees.factor(FACTORS, 10), 10);

        assertThat(AdjustmentFees.downgrade(PAID, used(2, Duration.ZERO), rest)).isEqualTo(Cny.of("183.92"));
    }

    /** Source: vector V8: the same after eight months comes to -42.16, which is nothing. */
    @Test
    void aDowngradeThatComesToLessThanNothingPaysNothingBack() {
        RestOfTime rest = RestOfTime.ofMonths(number("60"), AdjustmentFees.factor(FACTORS, 4), 4);

        assertThat(AdjustmentFees.downgrade(PAID, used(8, Duration.ZERO), rest)).isEqualTo(Cny.ZERO);
        assertThat(AdjustmentFees.downgrade(PAID.plus(Cny.of("42.16")), used(8, Duration.ZERO), rest))
                .as("42.16 more would have been just enough")
                .isEqualTo(Cny.ZERO);
        assertThat(AdjustmentFees.downgrade(PAID.plus(Cny.of("42.17")), used(8, Duration.ZERO), rest))
                .isEqualTo(Cny.of("0.01"));
    }

    /** Source: vector V9: after three months and three days, 270 days left; the discount as on the newer page. */
    @Test
    void aDowngradeWithinAMonthCountsItsHours() {
        RestOfTime rest = new RestOfTime(number("60"), AdjustmentFees.factor(FACTORS, 270 / 30), 270);

        assertThat(AdjustmentFees.downgrade(PAID, used(3, Duration.ofDays(3)), rest))
                .isEqualTo(Cny.of("111.68"));
    }

    /** Source: vector V9 as an older page has it, which grants no discount on the rest. */
    @Test
    void withoutDiscountOnTheRestItPaysBack4688() {
        RestOfTime rest = new RestOfTime(number("60"), NO_DISCOUNT, 270);

        assertThat(AdjustmentFees.downgrade(PAID, used(3, Duration.ofDays(3)), rest))
                .isEqualTo(Cny.of("46.88"));
    }

    /** Source: vector V10 (adjust hardware, 2016): 411.92 is left, the rest costs 510. */
    @Test
    void whatDoesNotReachForTheRestDoesNotMakeItLonger() {
        RestOfTime rest = RestOfTime.ofMonths(number("51"), NO_DISCOUNT, 10);

        assertThat(AdjustmentFees.longer(Cny.of("615.92"), used(2, Duration.ZERO), rest))
                .isZero();
    }

    /** Derived from V10: 98.08 more pay for the rest, and every 1.70 more for another day. */
    @Test
    void whatIsLeftOverBuysFullDays() {
        RestOfTime rest = RestOfTime.ofMonths(number("51"), NO_DISCOUNT, 10);

        assertThat(AdjustmentFees.longer(Cny.of("714.00"), used(2, Duration.ZERO), rest))
                .isZero();
        assertThat(AdjustmentFees.longer(Cny.of("715.69"), used(2, Duration.ZERO), rest))
                .isZero();
        assertThat(AdjustmentFees.longer(Cny.of("715.70"), used(2, Duration.ZERO), rest))
                .isEqualTo(1);
        assertThat(AdjustmentFees.longer(Cny.of("765.00"), used(2, Duration.ZERO), rest))
                .isEqualTo(30);
    }

    /** Source: vectors V12 and V14: 2 to 5 Mbps, 72 days left. The page rounds to 2.37 months and prints 177.75. */
    @Test
    void moreBandwidthCostsTheDifferenceForExactMonths() {
        BigDecimal two = perMonth(2);
        BigDecimal five = perMonth(5);
        assertThat(five).isEqualByComparingTo("115");

        assertThat(AdjustmentFees.upgrade(two, five, 72, NO_DISCOUNT)).isEqualTo(Cny.of("177.53"));
        assertThat(Cny.round(five.subtract(two).multiply(number("2.37"))))
                .as("as printed")
                .isEqualTo(Cny.of("177.75"));
    }

    /** Source: vectors V13 and V15: 2 Mbps for three months, given up after one month and 36 hours; printed 75.464. */
    @Test
    void bandwidthThatIsGivenUpPaysBackWhatIsNotUsed() {
        HourlyRate perHour = new HourlyRate(perHour(2));
        UsedTime used = new UsedTime(1, perMonth(2), NO_DISCOUNT, Duration.ofHours(36), perHour);

        assertThat(perHour(6)).isEqualByComparingTo("0.565");
        assertThat(AdjustmentFees.toTraffic(Cny.of("120.00"), used)).isEqualTo(Cny.of("75.46"));
        assertThat(AdjustmentFees.toTraffic(Cny.of("44.00"), used)).isEqualTo(Cny.ZERO);
    }

    /** Source: vector V16: 61 days left. The page rounds to 2.033 months and prints 81.32. */
    @Test
    void bandwidthInPlaceOfTrafficCostsTheDaysLeft() {
        assertThat(AdjustmentFees.toBandwidth(perMonth(2), 61)).isEqualTo(Cny.of("81.33"));
        assertThat(perMonth(2).multiply(number("2.033")).setScale(2, RoundingMode.HALF_UP))
                .as("as printed")
                .isEqualByComparingTo("81.32");
    }

    @Test
    void secondsCountExactly() {
        UsedTime aSecond = new UsedTime(0, number("102"), NO_DISCOUNT, Duration.ofSeconds(1), rate("18.00"));
        UsedTime less = new UsedTime(0, number("102"), NO_DISCOUNT, Duration.ofSeconds(1), rate("18.01"));

        assertThat(AdjustmentFees.toTraffic(Cny.of("1.00"), aSecond))
                .as("0.995 is rounded up")
                .isEqualTo(Cny.of("1.00"));
        assertThat(AdjustmentFees.toTraffic(Cny.of("1.00"), less)).isEqualTo(Cny.of("0.99"));
    }

    @Test
    void theDiscountIsThatOfTheLongestPeriodThatFits() {
        assertThat(AdjustmentFees.factor(FACTORS, 0)).isEqualByComparingTo("1");
        assertThat(AdjustmentFees.factor(FACTORS, 8)).isEqualByComparingTo("0.88");
        assertThat(AdjustmentFees.factor(FACTORS, 12)).isEqualByComparingTo("0.83");
        assertThat(AdjustmentFees.factor(FACTORS, 23)).isEqualByComparingTo("0.83");
        assertThat(AdjustmentFees.factor(FACTORS, 60)).isEqualByComparingTo("0.70");
        assertThat(AdjustmentFees.factor(Map.of(1, number("0.87"), 3, number("0.78")), 0))
                .as("part of a month is no dearer than a month")
                .isEqualByComparingTo("0.87");
    }

    private static UsedTime used(int months, Duration rest) {
        return new UsedTime(months, number("102"), AdjustmentFees.factor(FACTORS, months), rest, BY_THE_HOUR);
    }

    private BigDecimal perMonth(int mbps) {
        return price(ChargeType.PREPAID, mbps);
    }

    private BigDecimal perHour(int mbps) {
        return price(ChargeType.POSTPAID_BY_HOUR, mbps);
    }

    private BigDecimal price(ChargeType chargeType, int mbps) {
        return catalog.bandwidthPrice("ap-guangzhou", chargeType).priceOf(mbps);
    }

    private static HourlyRate rate(String perHour) {
        return new HourlyRate(number(perHour));
    }

    private static BigDecimal number(String decimal) {
        return new BigDecimal(decimal);
    }
}
