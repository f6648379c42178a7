package shop.cvm.web.purchase;

import java.util.Optional;
import java.util.function.Supplier;
import shop.cvm.order.Quota;

/**
 * Who looks at the page. What is known of them is asked for only if it is shown.
 *
 * @param quota what they may still buy here; empty for visitors
 * @param expiryDay the day of the month on which they have their machines expire; empty if they never had
 */
record Reader(Supplier<Optional<Quota>> quota, Supplier<Optional<Integer>> expiryDay) {

    /** The day of the month that is offered: the one that is chosen, or theirs; 0 for none. */
    int dayFor(Selection selection) {
        Integer chosen = selection.expiryDay();
        return chosen == null ? expiryDay.get().orElse(0) : chosen;
    }
}
