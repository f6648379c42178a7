/** The customer's security groups: what may reach their instances. */
@NullMarked
package shop.cvm.web.network;

import org.jspecify.annotations.NullMarked;
