/** Confirming, placing, paying and following orders. */
@NullMarked
package shop.cvm.web.order;

import org.jspecify.annotations.NullMarked;
