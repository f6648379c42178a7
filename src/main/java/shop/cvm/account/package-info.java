/** Who: accounts, sign-up and sign-in. */
@NullMarked
@ApplicationModule(
        displayName = "Account",
        allowedDependencies = {})
package shop.cvm.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
