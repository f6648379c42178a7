package shop.cvm.time;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that becomes due by the shop's clock and is then done by itself. A module has a bean of this type for each
 * of its schedules; whoever pushes the clock asks all of them what comes next and has it done in the order of time.
 */
public interface Due {

    /** Its name among all others: at most 40 letters and hyphens, for example {@code order-expiry}. */
    String name();

    /**
     * Its place among those that are due at the same instant, no other's: lower goes first. Money that arrives goes first (10 to 29),
     * then machines (30 to 49), then charging (50 to 69), then what ends because of any of these (70 to 99).
     */
    int rank();

    /**
     * The first instant later than this one at which something is due, done or not yet; empty if there is none. Asked
     * often, so it must be read from an index. What is given up for good must not be named any more.
     */
    Optional<Instant> next(Instant after);

    /**
     * Does everything that is due by the shop's clock and that nobody else has in hand. Safe to call again at any time,
     * on any node.
     *
     * @return how much was done; 0 if nothing was due
     */
    long run();
}
