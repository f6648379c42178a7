package shop.cvm.audit;

import java.time.Instant;
import java.util.List;

/**
 * What one run found.
 *
 * @param at when, by the shop's time
 * @param invariants all of them, module by module
 */
public record AuditReport(Instant at, List<Invariant> invariants) {

    public AuditReport {
        invariants = List.copyOf(invariants);
    }

    public boolean holds() {
        return broken().isEmpty();
    }

    public List<Invariant> broken() {
        return invariants.stream().filter(invariant -> !invariant.holds()).toList();
    }
}
