/**
 * How work runs that nobody waits for: on which threads, how it ends when this node is stopped, which order its log lines
 * name; and the removal of rows that mean nothing any more.
 */
@NullMarked
@ApplicationModule(
        displayName = "Work",
        allowedDependencies = {})
package shop.cvm.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
