/** The message centre. */
@NullMarked
package shop.cvm.web.message;

import org.jspecify.annotations.NullMarked;
