/** Measures what the shop promises about speed and size, as ratios of one run on one machine. */
@NullMarked
package shop.bench;

import org.jspecify.annotations.NullMarked;
