/** The sandbox's switches, as a page and for scripts; not there without sandbox mode. */
@NullMarked
package shop.cvm.web.sandbox;

import org.jspecify.annotations.NullMarked;
