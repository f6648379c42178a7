package shop.cvm.pricing;

import jakarta.persistence.Embeddable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.money.HourlyRate;

/**
 * The price steps after the first one, of which there are two at most ({@code domain.md} 4.3).
 *
 * @param secondAfter hours in one configuration after which the second step begins; null if there is none
 * @param secondRate CNY per hour in it
 * @param thirdAfter hours after which the third begins; null if there is none
 * @param thirdRate CNY per hour in it
 */
@Embeddable
public record StepRates(
        @Nullable Integer secondAfter,
        @Nullable HourlyRate secondRate,
        @Nullable Integer thirdAfter,
        @Nullable HourlyRate thirdRate) {

    /** One rate for ever. */
    public static final StepRates NONE = new StepRates(null, null, null, null);

    /** @throws IllegalArgumentException if there are more steps than can be kept */
    public static StepRates of(List<ComputePrice.Step> steps) {
        if (steps.size() > 3) {
            throw new IllegalArgumentException("A type has three price steps at most, not " + steps.size());
        }
        ComputePrice.Step second = steps.size() > 1 ? steps.get(1) : null;
        ComputePrice.Step third = steps.size() > 2 ? steps.get(2) : null;
        return new StepRates(
                second == null ? null : second.fromHours(),
                second == null ? null : second.rate(),
                third == null ? null : third.fromHours(),
                third == null ? null : third.rate());
    }
}
