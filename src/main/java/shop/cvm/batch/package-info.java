/**
 * Work that is done for many at once, and must not fail for all of them because of one; rows that are written together.
 */
@NullMarked
@ApplicationModule(
        displayName = "Batch",
        allowedDependencies = {})
package shop.cvm.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
