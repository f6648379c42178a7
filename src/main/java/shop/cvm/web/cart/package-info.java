/** The cart: collected by anybody, edited in place, checked out by customers. */
@NullMarked
package shop.cvm.web.cart;

import org.jspecify.annotations.NullMarked;
