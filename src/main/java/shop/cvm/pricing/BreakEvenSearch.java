package shop.cvm.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.money.HourlyRate;

/** Finds the day on which a machine running postpaid has cost what the whole prepaid period costs. */
final class BreakEvenSearch {

    private static final int HOURS_PER_DAY = 24;

    private BreakEvenSearch() {}

    /**
     * @param steps rates of vCPU and memory by running time
     * @param postpaid rate of the whole machine in the first step
     */
    static BreakEven find(int months, Money prepaid, List<ComputePrice.Step> steps, HourlyRate postpaid) {
        int periodDays = (months * 365 + 6) / 12;
        Integer hour = hour(prepaid.getAmount(), steps, postpaid);
        Integer day = hour == null ? null : Math.max(1, (hour + HOURS_PER_DAY - 1) / HOURS_PER_DAY);
        return new BreakEven(months, prepaid, postpaid, day == null || day > periodDays ? null : day, periodDays);
    }

    private static @Nullable Integer hour(BigDecimal prepaid, List<ComputePrice.Step> steps, HourlyRate postpaid) {
        BigDecimal rest = prepaid;
        BigDecimal others = postpaid.perHour().subtract(steps.get(0).rate().perHour());
        for (ComputePrice.Step step : steps) {
            BigDecimal rate = step.rate().perHour().add(others);
            if (rate.signum() == 0) {
                return null;
            }
            BigDecimal hours = rest.divide(rate, 0, RoundingMode.CEILING);
            Integer end = step.toHours();
            if (end == null || hours.compareTo(BigDecimal.valueOf(end - step.fromHours())) <= 0) {
                return hours.min(BigDecimal.valueOf(Integer.MAX_VALUE / 2)).intValue() + step.fromHours();
            }
            rest = rest.subtract(rate.multiply(BigDecimal.valueOf(end - step.fromHours())));
        }
        return null;
    }
}
