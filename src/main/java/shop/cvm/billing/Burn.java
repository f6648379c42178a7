package shop.cvm.billing;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * How fast an account's money goes.
 *
 * @param perDay what was settled in the last 24 settled hours
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
