package shop.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import shop.cvm.audit.Audit;
import shop.cvm.audit.Invariant;

/** What must be true at the end of every story, whatever happened in it. */
@TestComponent
public class Invariants {

    private final Audit audit;

    Invariants(Audit audit) {
        this.audit = audit;
    }

    /** Fails with every invariant that does not hold now. */
    public void hold() {
        assertThat(audit.invariants())
                .isNotEmpty()
                .filteredOn(invariant -> !invariant.holds())
                .isEmpty();
    }

    /** The names of those that do not hold now, as the running transaction sees it. */
    public List<String> broken() {
        return audit.invariants().stream()
                .filter(invariant -> !invariant.holds())
                .map(Invariant::name)
                .toList();
    }
}
