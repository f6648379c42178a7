/** Machines, their life and their addresses. */
@NullMarked
@ApplicationModule(
        displayName = "Instance",
        allowedDependencies = {"audit", "catalog", "pricing", "network", "ledger"})
package shop.cvm.instance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
