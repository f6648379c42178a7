/** Pages of whoever operates the shop. */
@NullMarked
package shop.cvm.web.operator;

import org.jspecify.annotations.NullMarked;
