package shop.cvm.pricing;

import java.time.Instant;
import org.joda.money.Money;

/**
 * A part of the time of a prepaid machine, with what was paid for it.
 *
 * @param startedAt its beginning
 * @param endsAt its end
 * @param paid zero or more
 */
public record PaidTerm(Instant startedAt, Instant endsAt, Money paid) {

    /** Whether some of it was used by then. */
    boolean hasBegun(Instant at) {
        return startedAt.isBefore(at);
    }

    /** Whether nothing of it is left then. */
    boolean isOver(Instant at) {
        return !endsAt.isAfter(at);
    }
}
