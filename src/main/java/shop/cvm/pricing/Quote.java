package shop.cvm.pricing;

import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.money.HourlyRate;

/**
 * What a specification costs. Prepaid: {@code total} is due at once. Postpaid: {@code total} is frozen for one hour
 * and {@code perHour} is what one hour costs in the first price step.
 *
 * @param catalogVersion version of the price book it was computed from
 * @param chargeType prepaid or postpaid
 * @param months the period, 0 for postpaid
 * @param count number of machines
 * @param lines one per component, and one more for its extra days if there are any
 * @param unitTotal due for one machine: the sum of the lines' {@code unitAmount}, or its freeze
 * @param total due for all machines: {@code unitTotal} times {@code count}
 * @param listTotal the same before period discounts
 * @param perHour exact rate of all machines in the first price step; zero for prepaid
 * @param steps postpaid: the rate of one machine's vCPU and memory by running time
 * @param breakEven prepaid against postpaid; null if the type is not sold both ways
 */
public record Quote(
        long catalogVersion,
        ChargeType chargeType,
        int months,
        int count,
        List<QuoteLine> lines,
        Money unitTotal,
        Money total,
        Money listTotal,
        HourlyRate perHour,
        List<ComputePrice.Step> steps,
        @Nullable BreakEven breakEven) {

    public Quote {
        lines = List.copyOf(lines);
        steps = List.copyOf(steps);
    }

    /** What the period discounts take off the list price; zero or more. */
    public Money discount() {
        return listTotal.minus(total);
    }

    /** Whether any figure rests on an estimate, so that the page must say so. */
    public boolean isEstimated() {
        return lines.stream().anyMatch(line -> line.source().estimated());
    }
}
