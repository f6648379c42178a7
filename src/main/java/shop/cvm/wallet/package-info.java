/** The simulated wallets Tenpay, WeChat Pay and QQ Wallet, each with its own page and its signed notifications. */
@NullMarked
@ApplicationModule(displayName = "Wallet", allowedDependencies = "payment")
package shop.cvm.wallet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
