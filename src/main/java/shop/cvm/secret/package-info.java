/** What is kept unreadable until it is needed: secrets encrypted with a key that is not in the database. */
@NullMarked
@ApplicationModule(
        displayName = "Secret",
        allowedDependencies = {})
package shop.cvm.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
