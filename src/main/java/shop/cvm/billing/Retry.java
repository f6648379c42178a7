package shop.cvm.billing;

import java.time.Duration;
import java.time.Instant;

/** How long to wait after failing: 1, 2, 4 … minutes, and not longer than the settings say. */
final class Retry {

    private static final int LONGEST_SHIFT = 20;

    private Retry() {}

    /** @param failures how often it has failed before */
    static Instant at(Instant now, int failures, Duration longest) {
        Duration pause = Duration.ofMinutes(1L << Math.min(failures, LONGEST_SHIFT));
        return now.plus(pause.compareTo(longest) < 0 ? pause : longest);
    }
}
