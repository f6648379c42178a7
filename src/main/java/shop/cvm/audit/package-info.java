/** What must be true between any two transactions: collects each module's checks, asks them, remembers the answers. */
@NullMarked
@ApplicationModule(
        displayName = "Audit",
        allowedDependencies = {})
package shop.cvm.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
