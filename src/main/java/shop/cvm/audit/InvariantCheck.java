package shop.cvm.audit;

import java.util.List;

/** The invariants of one module. Each module that has any contributes one bean. */
public interface InvariantCheck {

    /** Looks at everything, now, as the running transaction sees it. Changes nothing. */
    List<Invariant> check();
}
