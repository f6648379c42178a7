package shop.cvm.payment;

/** No gateway to this wallet is plugged in. */
public class WalletNotOffered extends RuntimeException {

    WalletNotOffered(WalletKind wallet) {
        super("Payment by " + wallet + " is not offered; choose another wallet");
    }
}
