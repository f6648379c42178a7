package shop.cvm.pricing;

import java.math.BigDecimal;
import java.time.Duration;
import shop.cvm.money.HourlyRate;

/**
 * How much of a paid time is used, and what that is worth ({@code domain.md} 11.3): full months at the price of a month
 * with the discount of so many months, the rest by the hour, to the second.
 *
 * @param months full months
 * @param perMonth CNY per month before discount
 * @param factor what the discount for so many months leaves
 * @param rest what is used beyond full months
 * @param perHour what an hour costs postpaid
 */
public record UsedTime(int months, BigDecimal perMonth, BigDecimal factor, Duration rest, HourlyRate perHour) {

    public UsedTime {
        if (months < 0 || rest.isNegative()) {
            throw new IllegalArgumentException("Used for " + months + " months and " + rest);
        }
    }
}
