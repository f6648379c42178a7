package shop.cvm.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import shop.cvm.time.ShopCalendar;

/**
 * The rest of a paid time with another configuration.
 *
 * @param perMonth what that costs, CNY per month before discount
 * @param factor what the discount for the full months that are left leaves, by {@link AdjustmentFees#factor}
 * @param days how long it is; a month has 30
 */
public record RestOfTime(BigDecimal perMonth, BigDecimal factor, int days) {

    private static final int DAYS_A_MONTH = 30;

    public RestOfTime {
        if (days < 0) {
            throw new IllegalArgumentException("Nothing is left after " + days + " days");
        }
    }

    /**
     * Until the end of a paid time. Full months count as such; where there is a part of one, the days of all of it do
     * ({@code domain.md} 14, V7 and V9).
     *
     * @param factors what discounts leave, by months
     * @param days until then, a started one counting as one
     */
    static RestOfTime of(BigDecimal perMonth, Map<Integer, BigDecimal> factors, Instant at, Instant until, int days) {
        int months = ShopCalendar.fullMonths(at, until);
        if (ShopCalendar.plusMonths(at, months).equals(until)) {
            return ofMonths(perMonth, AdjustmentFees.factor(factors, months), months);
        }
        return new RestOfTime(perMonth, AdjustmentFees.factor(factors, days / DAYS_A_MONTH), days);
    }

    /** Full months. */
    public static RestOfTime ofMonths(BigDecimal perMonth, BigDecimal factor, int months) {
        return new RestOfTime(perMonth, factor, months * DAYS_A_MONTH);
    }
}
