/** Turns an instance specification into a quote: what it costs, line by line. */
@NullMarked
@ApplicationModule(displayName = "Pricing", allowedDependencies = "catalog")
package shop.cvm.pricing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
