/** Front door 1: the pages. Translates requests into calls of one service and names a view. */
@NullMarked
@ApplicationModule(displayName = "Pages")
package shop.cvm.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
