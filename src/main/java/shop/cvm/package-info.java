/** CVM Shop: a self-hosted shop for cloud virtual machines. */
@NullMarked
package shop.cvm;

import org.jspecify.annotations.NullMarked;
