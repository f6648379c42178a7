/** What is sold, and where: regions, zones, families, instance types, images, disks, prices and stock. */
@NullMarked
@ApplicationModule(
        displayName = "Catalogue",
        allowedDependencies = {})
package shop.cvm.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
