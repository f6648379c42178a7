/** Switches that make the simulated wallets and machines misbehave, for whoever wants to see what the shop does then. */
@NullMarked
@ApplicationModule(
        displayName = "Fault",
        allowedDependencies = {})
package shop.cvm.fault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
