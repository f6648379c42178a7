package shop.cvm.payment;

/** The wallet gives no answer. Whether it did what was asked is unknown; asking again later is safe. */
public class WalletUnavailable extends RuntimeException {

    public WalletUnavailable(WalletKind wallet, Throwable cause) {
        super(wallet + " gives no answer", cause);
    }

    public WalletUnavailable(WalletKind wallet) {
        super(wallet + " gives no answer");
    }
}
