/** VPCs, subnets and security groups. */
@NullMarked
@ApplicationModule(displayName = "Network", allowedDependencies = "catalog")
package shop.cvm.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
