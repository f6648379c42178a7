package shop.cvm.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What it costs to change a prepaid machine before its time is over, and what is paid back ({@code domain.md} 11.4 and
 * 11.5), by arithmetic on prices of a month before discount. Everything is exact until it is rounded once, half up to
 * 0.01 CNY (4.6), also where a page of the vendor rounds on the way.
 */
public final class AdjustmentFees {

    private static final BigDecimal MONTHS_A_YEAR = BigDecimal.valueOf(12);
    private static final BigDecimal DAYS_A_YEAR = BigDecimal.valueOf(365);
    private static final BigDecimal DAYS_A_MONTH = BigDecimal.valueOf(30);

    /** Hours have 3600 seconds and months 30 days, so a sum over both is exact in this part of a yuan. */
    private static final BigDecimal PARTS = BigDecimal.valueOf(3600);

    private AdjustmentFees() {}

    /**
     * Better hardware or more bandwidth for the time that is left: the difference of a month's prices for so many
     * months, of which a year has 12 and 365 days (11.4, 11.5).
     *
     * @param before CNY per month
     * @param after CNY per month, not less than before
     * @param daysLeft until the machine expires, a started one counting as one; 0 or more
     * @param factor what the period discount leaves, by {@link #factor}; 1 for bandwidth
     */
    public static Money upgrade(BigDecimal before, BigDecimal after, int daysLeft, BigDecimal factor) {
        BigDecimal difference = after.subtract(before);
        if (difference.signum() < 0 || daysLeft < 0) {
            throw new IllegalArgumentException("From " + before + " to " + after + " for " + daysLeft + " days");
        }
        BigDecimal fee = difference
                .multiply(BigDecimal.valueOf(daysLeft))
                .multiply(MONTHS_A_YEAR)
                .multiply(factor);
        return divided(fee, DAYS_A_YEAR);
    }

    /**
     * Bandwidth in place of traffic for the time that is left, of which a month has 30 days (11.5).
     *
     * @param perMonth CNY for all Mbps
     * @param daysLeft until the machine expires, a started one counting as one; 0 or more
     */
    public static Money toBandwidth(BigDecimal perMonth, int daysLeft) {
        return divided(perMonth.multiply(BigDecimal.valueOf(daysLeft)), DAYS_A_MONTH);
    }

    /**
     * Traffic in place of bandwidth: what of the paid bandwidth is not used (11.5).
     *
     * @return zero or more
     */
    public static Money toTraffic(Money paid, UsedTime used) {
        return atLeastNothing(left(paid, used));
    }

    /**
     * Lesser hardware: what was paid, less what is used, less what the new one costs for the rest (11.4, since 2019).
     *
     * @return zero or more
     */
    public static Money downgrade(Money paid, UsedTime used, RestOfTime rest) {
        return atLeastNothing(left(paid, used).subtract(parts(rest)));
    }

    /** What the rest of a time costs with another configuration. */
    static Money price(RestOfTime rest) {
        return divided(parts(rest), PARTS);
    }

    /**
     * Lesser hardware by the older rule: the same difference buys more time with it (11.4, until 2019).
     *
     * @return by how many full days the machine expires later; zero or more
     */
    public static int longer(Money paid, UsedTime used, RestOfTime rest) {
        BigDecimal difference = left(paid, used).subtract(parts(rest));
        if (difference.signum() <= 0 || rest.perMonth().signum() == 0) {
            return 0;
        }
        return difference
                .multiply(DAYS_A_MONTH)
                .divide(rest.perMonth().multiply(rest.factor()).multiply(PARTS), 0, RoundingMode.FLOOR)
                .intValueExact();
    }

    /**
     * What the discount of the longest offered period leaves that fits into so many full months; less than any of them
     * gets the discount of the shortest, so that a part of a month never costs more than all of it.
     *
     * @param factors by months, at least one
     */
    public static BigDecimal factor(Map<Integer, BigDecimal> factors, int months) {
        NavigableMap<Integer, BigDecimal> sorted = new TreeMap<>(factors);
        Map.Entry<Integer, BigDecimal> longest = sorted.floorEntry(months);
        return (longest == null ? sorted.firstEntry() : longest).getValue();
    }

    private static BigDecimal left(Money paid, UsedTime used) {
        BigDecimal months =
                used.perMonth().multiply(BigDecimal.valueOf(used.months())).multiply(used.factor());
        BigDecimal rest =
                used.perHour().perHour().multiply(BigDecimal.valueOf(used.rest().toSeconds()));
        return paid.getAmount().subtract(months).multiply(PARTS).subtract(rest);
    }

    private static BigDecimal parts(RestOfTime rest) {
        return rest.perMonth()
                .multiply(rest.factor())
                .multiply(BigDecimal.valueOf(rest.days()))
                .multiply(PARTS.divideToIntegralValue(DAYS_A_MONTH));
    }

    private static Money atLeastNothing(BigDecimal parts) {
        return parts.signum() <= 0 ? Cny.ZERO : divided(parts, PARTS);
    }

    private static Money divided(BigDecimal amount, BigDecimal by) {
        return Cny.of(amount.divide(by, 2, RoundingMode.HALF_UP).toPlainString());
    }
}
