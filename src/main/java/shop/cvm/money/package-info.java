/** Words everybody uses for money: amounts in CNY, exact rates per hour, and the one place where rounding happens. */
@NullMarked
@ApplicationModule(
        displayName = "Money",
        allowedDependencies = {})
package shop.cvm.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
