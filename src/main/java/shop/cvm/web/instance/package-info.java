/** The customer's instances: a list, and each of them. */
@NullMarked
package shop.cvm.web.instance;

import org.jspecify.annotations.NullMarked;
