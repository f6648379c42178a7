/** Balances, entries and freezes: every movement of money, in double entry. */
@NullMarked
@ApplicationModule(
        displayName = "Ledger",
        allowedDependencies = {"audit"})
package shop.cvm.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
