/** News after a commit: kept in the database until every listener has dealt with it, and tried again until then. */
@NullMarked
@ApplicationModule(
        displayName = "Event",
        allowedDependencies = {})
package shop.cvm.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
