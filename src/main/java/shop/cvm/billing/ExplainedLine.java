package shop.cvm.billing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.joda.money.Money;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;

/**
 * A line of a bill with why it comes to its amount.
 *
 * @param line it
 * @param deducted its part of what was deducted. A machine's hour is rounded once, on the sum of its lines; the lines take
 *     the rounding up in the sequence of their components' names, so that they add up to it to the cent
 * @param machineAmount the exact sum of all lines of the machine in this hour: what is rounded
 * @param intervals what was used, oldest first
 */
public record ExplainedLine(BillLine line, Money deducted, BigDecimal machineAmount, List<BillInterval> intervals) {

    public ExplainedLine {
        intervals = List.copyOf(intervals);
    }

    /** What was deducted for the machine in this hour. */
    public Money machineDeducted() {
        return Cny.round(machineAmount);
    }

    /** Whether it was measured in GB and not in seconds. */
    public boolean isTraffic() {
        return line.component() == Component.TRAFFIC;
    }

    /** Whether the highest rate of the hour counts for all its seconds: bandwidth that was changed within it. */
    public boolean isAtHighestRate() {
        return line.component() == Component.BANDWIDTH
                && intervals.stream().map(BillInterval::rate).distinct().count() > 1;
    }

    /** The highest rate of the hour; as a rule the only one. */
    public HourlyRate highestRate() {
        return intervals.stream()
                .map(BillInterval::rate)
                .max(Comparator.naturalOrder())
                .orElse(HourlyRate.ZERO);
    }
}
