package shop.cvm.web.purchase;

import java.util.List;

/**
 * What a query string comes to.
 *
 * @param selection complete and sold
 * @param changes what had to be replaced for that, in the order of the page
 */
public record Reading(Selection selection, List<Change> changes) {

    public Reading {
        changes = List.copyOf(changes);
    }

    /** Whether the selection is what the query asked for. */
    public boolean isFaithful() {
        return changes.isEmpty();
    }
}
