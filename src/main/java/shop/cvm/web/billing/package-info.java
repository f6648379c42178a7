/**
 * The billing centre: balance, spending, statement, bills down to metered intervals, downloads and top-up; and the address
 * where wallets send their notifications to.
 */
@NullMarked
package shop.cvm.web.billing;

import org.jspecify.annotations.NullMarked;
