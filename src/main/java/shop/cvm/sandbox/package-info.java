/**
 * What makes a shop ready for demonstrations and pipelines: an account with money, a clock that can be pushed, and a
 * fresh start.
 */
@NullMarked
@ApplicationModule(
        displayName = "Sandbox",
        allowedDependencies = {"ledger"})
package shop.cvm.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
