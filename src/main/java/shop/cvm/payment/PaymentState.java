package shop.cvm.payment;

/** How a payment stands, as far as the shop knows. */
public enum PaymentState {
    /** Waiting: the wallet collects it, and the payer has not answered as far as we have been told. */
    PENDING,
    /** Being checked: the wallet gave no answer, so nobody knows whether it collects it or was paid. */
    UNKNOWN,
    /** The money is on the balance. */
    SUCCEEDED,
    /** The payer said no. */
    REFUSED,
    /** The payer said nothing in time. */
    EXPIRED,
    /** Given up by the shop, because the customer pays another way or the wallet never heard of it. */
    CLOSED,
    /** The wallet took another amount than was asked for. Nothing is credited until somebody has looked into it. */
    DISPUTED;

    /** Whether money may still move. */
    public boolean isOpen() {
        return this == PENDING || this == UNKNOWN;
    }

    /** A wallet that took the money after all, however late, is believed: the customer has paid. */
    public boolean canBecome(PaymentState next) {
        return switch (this) {
            case PENDING, UNKNOWN -> next != this;
            case REFUSED, EXPIRED, CLOSED -> next == SUCCEEDED || next == DISPUTED;
            case DISPUTED -> next == SUCCEEDED;
            case SUCCEEDED -> false;
        };
    }
}
