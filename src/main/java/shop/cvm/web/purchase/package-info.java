/** The purchase page: puts a machine together, shows its price, and keeps the whole configuration in its address. */
@NullMarked
package shop.cvm.web.purchase;

import org.jspecify.annotations.NullMarked;
