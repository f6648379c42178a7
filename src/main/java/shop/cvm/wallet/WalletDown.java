package shop.cvm.wallet;

/** The wallet house does not answer its payers at the moment; nothing was taken. */
public class WalletDown extends RuntimeException {

    WalletDown() {
        super("The wallet does not answer at the moment");
    }
}
