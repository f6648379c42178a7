/** Money arriving from wallets. */
@NullMarked
@ApplicationModule(
        displayName = "Payment",
        allowedDependencies = {"audit", "ledger"})
package shop.cvm.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
