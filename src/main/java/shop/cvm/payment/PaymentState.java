package shop.cvm.payment;

/** How a payment stands, as far as the shop knows. */
public enum PaymentState {
    /** Not known yet: the payer has not answered, or nobody has told us. */
    PENDING,
    /** The money is on the balance. */
    SUCCEEDED,
    /** The payer said no. */
    REFUSED,
    /** The payer said nothing in time. */
    EXPIRED;

    /** A wallet that took the money after all, however late, is believed: the customer has paid. */
    public boolean canBecome(PaymentState next) {
        return switch (this) {
            case PENDING -> next != PENDING;
            case EXPIRED -> next == SUCCEEDED;
            case SUCCEEDED, REFUSED -> false;
        };
    }
}
