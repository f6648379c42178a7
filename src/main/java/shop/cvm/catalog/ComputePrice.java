package shop.cvm.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.HourlyRate;

/**
 * What vCPU and memory of one type cost in one region for one operating system and charge type.
 *
 * @param perMonth CNY per month before discount; null if it is not sold prepaid
 * @param monthFactors factor of every period offered, by months: 0.83 means 17 % off; empty if not sold prepaid
 * @param steps rates by running time, first step first; empty if it is not sold postpaid
 * @param prepaidSource where the monthly price comes from; null if not sold prepaid
 * @param postpaidSource where the rates come from; null if not sold postpaid
 */
public record ComputePrice(
        @Nullable BigDecimal perMonth,
        Map<Integer, BigDecimal> monthFactors,
        List<Step> steps,
        @Nullable PriceSource prepaidSource,
        @Nullable PriceSource postpaidSource) {

    public ComputePrice {
        monthFactors = Map.copyOf(monthFactors);
        steps = List.copyOf(steps);
    }

    /**
     * A price step of a postpaid machine ({@code domain.md} 4.3).
     *
     * @param fromHours hours in the same configuration after which it begins, exclusive
     * @param toHours hours at which it ends, inclusive; null for no end
     * @param rate CNY per hour
     */
    public record Step(int fromHours, @Nullable Integer toHours, HourlyRate rate) {}

    /** Whether it is sold this way. */
    public boolean isSold(ChargeType chargeType) {
        return chargeType == ChargeType.PREPAID ? perMonth != null : !steps.isEmpty();
    }
}
