/** What the shop tells its customers: the message centre, filled by news of the other modules. */
@NullMarked
@ApplicationModule(
        displayName = "Notification",
        allowedDependencies = {"billing", "instance", "order"})
package shop.cvm.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
