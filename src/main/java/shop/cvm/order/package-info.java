/** A wish becomes a purchase: placing orders and paying for them. */
@NullMarked
@ApplicationModule(
        displayName = "Order",
        allowedDependencies = {"audit", "catalog", "pricing", "ledger", "network", "payment", "instance"})
package shop.cvm.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
