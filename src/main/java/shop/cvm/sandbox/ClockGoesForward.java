package shop.cvm.sandbox;

import java.time.Duration;
import java.time.Instant;

/** The clock was to be moved to where it has been, or further than it may go at once. Nothing was changed. */
public class ClockGoesForward extends RuntimeException {

    ClockGoesForward(Instant now, Instant target) {
        this(now, "to " + target);
    }

    ClockGoesForward(Instant now, Duration by) {
        this(now, "by " + by);
    }

    private ClockGoesForward(Instant now, String wanted) {
        super("The shop's clock moves forward only, by at most " + ClockPushes.LONGEST.toDays()
                + " days at once; it is " + now + ", not to be moved " + wanted);
    }
}
