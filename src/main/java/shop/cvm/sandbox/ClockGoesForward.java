package shop.cvm.sandbox;

import java.time.Instant;

/** The clock was to be moved to where it has been, or further than it may go at once. Nothing was changed. */
public class ClockGoesForward extends RuntimeException {

    ClockGoesForward(Instant now, Instant target) {
        super("The shop's clock moves forward only, by at most " + ClockPushes.LONGEST.toDays()
                + " days at once; it is " + now + ", not to be moved to " + target);
    }
}
