/** Price tables, generated from the catalogue. */
@NullMarked
package shop.cvm.web.prices;

import org.jspecify.annotations.NullMarked;
