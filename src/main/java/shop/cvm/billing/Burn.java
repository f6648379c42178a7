package shop.cvm.billing;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * How fast an account's money goes.
 *
 * @param perDay what is settled in a day, at the rate of the last 24 full hours, or of those since usage began
 * @param daysLeft full days that what is available lasts at this rate; null if nothing is used, 0 if nothing is available
 * @param until when it is used up; null if nothing is used
 */
public record Burn(
        Money perDay, @Nullable Long daysLeft, @Nullable Instant until) {

    /** Whether anything is used at all. */
    public boolean isBurning() {
        return perDay.isPositive();
    }

    /** Full days that what is available lasts; empty if nothing is used. */
    public Optional<Long> days() {
        return Optional.ofNullable(daysLeft);
    }
}
