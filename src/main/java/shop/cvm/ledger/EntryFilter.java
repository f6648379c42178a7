package shop.cvm.ledger;

import java.time.Instant;
import java.util.Set;

/**
 * Which lines of a statement are wanted.
 *
 * @param kinds of these kinds; at least one
 * @param from booked at that time or later
 * @param to booked before that time
 */
public record EntryFilter(Set<EntryKind> kinds, Instant from, Instant to) {

    public EntryFilter {
        kinds = Set.copyOf(kinds);
    }
}
