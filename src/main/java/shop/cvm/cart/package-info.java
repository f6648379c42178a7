/** Wishes not yet ordered: the carts of customers and visitors. */
@NullMarked
@ApplicationModule(
        displayName = "Cart",
        allowedDependencies = {"catalog", "pricing", "network", "instance", "order"})
package shop.cvm.cart;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
