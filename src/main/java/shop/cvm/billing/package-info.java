/** Metering, hourly settlement, bills, arrears and reclaim. */
@NullMarked
@ApplicationModule(
        displayName = "Billing",
        allowedDependencies = {"audit", "pricing", "ledger", "payment", "instance"})
package shop.cvm.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
