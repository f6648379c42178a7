/** Pages to sign up and to sign in. */
@NullMarked
package shop.cvm.web.account;

import org.jspecify.annotations.NullMarked;
