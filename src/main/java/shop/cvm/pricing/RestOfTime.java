package shop.cvm.pricing;

import java.math.BigDecimal;

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

    /** Full months. */
    public static RestOfTime ofMonths(BigDecimal perMonth, BigDecimal factor, int months) {
        return new RestOfTime(perMonth, factor, months * DAYS_A_MONTH);
    }
}
