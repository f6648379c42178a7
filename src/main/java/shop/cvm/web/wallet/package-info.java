/** The simulated wallet's own pages, deliberately another house than the shop. */
@NullMarked
package shop.cvm.web.wallet;

import org.jspecify.annotations.NullMarked;
