package shop.cvm.order;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Instance;
import shop.cvm.pricing.Quote;

/**
 * What it takes to renew a machine, or why that is not possible now.
 *
 * @param instance the machine
 * @param spec what it is then, for the period; null if it cannot be renewed
 * @param until when it would expire then; null if it cannot be renewed
 * @param quote what that costs; null if it cannot be renewed
 * @param refusal why it cannot; null if it can
 */
public record RenewalOffer(
        Instance instance,
        @Nullable InstanceSpec spec,
        @Nullable Instant until,
        @Nullable Quote quote,
        @Nullable RuntimeException refusal) {

    /** The price, if it can be renewed. */
    public Optional<AgreedPrice> price() {
        return Optional.ofNullable(quote).map(AgreedPrice::of);
    }

    public boolean isPossible() {
        return refusal == null;
    }
}
