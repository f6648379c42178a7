package shop.cvm.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * A push of the shop's clock, under way or over.
 *
 * @param moving whether it is under way
 * @param from the shop's time when it began
 * @param target the shop's time it leads to
 * @param reached how far it is
 * @param steps at how many instants it has stopped so far to do what was due
 * @param done how much of it was done, by the name of what had been due; nothing is named that was not due
 */
public record ClockPush(
        boolean moving, Instant from, Instant target, Instant reached, long steps, Map<String, Long> done) {

    public ClockPush {
        done = Map.copyOf(done);
    }

    /** From 0 to 100. */
    public int percent() {
        long way = target.toEpochMilli() - from.toEpochMilli();
        return way == 0 ? 100 : (int) (100 * (reached.toEpochMilli() - from.toEpochMilli()) / way);
    }
}
