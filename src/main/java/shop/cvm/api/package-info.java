/** Front door 2: the cloud API, as unmodified clients of the vendor speak it. One class for each action. */
@NullMarked
@ApplicationModule(
        displayName = "API",
        allowedDependencies = {"catalog", "pricing", "ledger", "network", "instance", "order", "payment", "billing"})
package shop.cvm.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
