/** Explanations for customers, with the figures of catalogue and settings. */
@NullMarked
package shop.cvm.web.help;

import org.jspecify.annotations.NullMarked;
