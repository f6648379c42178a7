/** Machines, their life and their addresses. */
@NullMarked
@ApplicationModule(
        displayName = "Instance",
        allowedDependencies = {"catalog", "network", "ledger"})
package shop.cvm.instance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
