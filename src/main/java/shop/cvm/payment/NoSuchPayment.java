package shop.cvm.payment;

/** There is no payment of this number, or it is somebody else's, which looks the same from outside. */
public class NoSuchPayment extends RuntimeException {

    NoSuchPayment(PaymentNumber number) {
        super("There is no payment " + number);
    }
}
