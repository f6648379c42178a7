/** The shop's own clock, by which everything that is due becomes due. */
@NullMarked
@ApplicationModule(
        displayName = "Time",
        allowedDependencies = {})
package shop.cvm.time;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
