package shop.cvm.wallet;

import shop.cvm.payment.PaymentNumber;

/** The wallet was not asked to collect a payment of this number, or not from this payer, which looks the same. */
public class NoSuchWalletPayment extends RuntimeException {

    NoSuchWalletPayment(PaymentNumber number) {
        super("The wallet knows no payment " + number + " of this payer");
    }
}
