package shop.cvm.order;

import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Difference;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Quote;

/**
 * What it comes to if a machine is configured otherwise, or why it cannot be now.
 *
 * @param machine as it is
 * @param wanted what it would be
 * @param lines what its components cost before and after
 * @param quote what an hour of it would cost; null if it is not sold
 * @param available what its owner has available now
 * @param refusal why it cannot be configured like this now; null if it can
 */
public record ReconfigurationOffer(
        Instance machine,
        InstanceSpec wanted,
        List<Line> lines,
        @Nullable Quote quote,
        Money available,
        @Nullable RuntimeException refusal) {

    public ReconfigurationOffer {
        lines = List.copyOf(lines);
    }

    /**
     * One component.
     *
     * @param before what it costs now; null if the machine has none
     * @param after what it would cost; null if the machine would have none
     */
    public record Line(
            Component component,
            @Nullable InstanceRate before,
            @Nullable InstanceRate after) {}

    public boolean isPossible() {
        return refusal == null && quote != null;
    }

    /** The price, if it is sold. */
    public Optional<AgreedPrice> price() {
        return Optional.ofNullable(quote).map(AgreedPrice::of);
    }

    /** What is frozen for it now and would not be any more. */
    public Money unfrozen() {
        return machine.cost().unitTotal();
    }

    /** What would be available afterwards; less than nothing if the balance does not reach. */
    public Money left() {
        Money free = available.plus(unfrozen());
        return quote == null ? free : free.minus(quote.total());
    }

    /** Whether vCPU and memory would cost what they cost in the first price step. */
    public boolean beginsAnew() {
        return new Difference(machine.spec(), wanted).isOfType()
                && lines.stream()
                        .map(Line::after)
                        .anyMatch(rate -> rate != null
                                && rate.steps() != null
                                && rate.steps().secondAfter() != null);
    }
}
