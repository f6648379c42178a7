package shop.cvm.order;

import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;
import shop.cvm.pricing.Quote;

/**
 * What it takes to pay an hourly machine in advance, or why that is not possible now.
 *
 * @param instance the machine
 * @param months for how long
 * @param quote what that costs; null if it cannot be converted
 * @param refusal why it cannot; null if it can
 */
public record ConversionOffer(
        Instance instance,
        int months,
        @Nullable Quote quote,
        @Nullable RuntimeException refusal) {

    /** The price, if it can be converted. */
    public Optional<AgreedPrice> price() {
        return Optional.ofNullable(quote).map(AgreedPrice::of);
    }

    public boolean isPossible() {
        return refusal == null;
    }

    /** What is frozen for it now and will not be any more. */
    public Money unfrozen() {
        return instance.cost().unitTotal();
    }
}
