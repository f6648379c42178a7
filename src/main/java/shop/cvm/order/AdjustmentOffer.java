package shop.cvm.order;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Instance;
import shop.cvm.pricing.Adjustment;

/**
 * What it comes to if a prepaid machine is configured otherwise, or why it cannot be now.
 *
 * @param machine as it is
 * @param wanted what it would be
 * @param adjustment line by line; null if that is not sold, or the machine has no time left
 * @param available what its owner has available now
 * @param refusal why it cannot be configured like this now; null if it can
 */
public record AdjustmentOffer(
        Instance machine,
        InstanceSpec wanted,
        @Nullable Adjustment adjustment,
        Money available,
        @Nullable RuntimeException refusal) {

    public boolean isPossible() {
        return refusal == null && adjustment != null;
    }

    /** What would be available afterwards; less than nothing if the balance does not reach. */
    public Money left() {
        return adjustment == null ? available : available.minus(adjustment.due());
    }
}
