package shop.cvm.sandbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the shop's clock says.
 *
 * @param now the shop's time
 * @param offset how much later that is than the database's
 * @param push the last push; null if there was none
 */
public record ClockState(
        Instant now, Duration offset, @Nullable ClockPush push) {

    /** Whether the clock is being pushed. */
    public boolean moving() {
        return push != null && push.moving();
    }
}
