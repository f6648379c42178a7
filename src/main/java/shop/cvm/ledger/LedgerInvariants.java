package shop.cvm.ledger;

import java.util.List;

/**
 * What must be true of the ledger at any moment. That all entries add to zero needs no check: an entry is one row with
 * both of its sides.
 */
public record LedgerInvariants(List<Invariant> invariants) {

    public LedgerInvariants {
        invariants = List.copyOf(invariants);
    }

    public boolean hold() {
        return broken().isEmpty();
    }

    public List<Invariant> broken() {
        return invariants.stream().filter(invariant -> !invariant.holds()).toList();
    }

    /**
     * One statement about the whole ledger.
     *
     * @param name the statement
     * @param holds whether it is true
     * @param detail how many customers or references break it, and one of them
     */
    public record Invariant(String name, boolean holds, String detail) {}
}
