package shop.cvm.payment;

/** An order has an open payment of which nobody knows how it stands; another one has to wait until that is known. */
public class PaymentInProgress extends RuntimeException {

    private final transient PaymentNumber payment;

    PaymentInProgress(PaymentNumber payment) {
        super("Payment " + payment + " is being checked; try again when it is known how it stands");
        this.payment = payment;
    }

    /** The one that is open. */
    public PaymentNumber payment() {
        return payment;
    }
}
