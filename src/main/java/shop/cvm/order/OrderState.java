package shop.cvm.order;

/** Where an order is, with the codes of the cloud API ({@code domain.md} 7.2). */
public enum OrderState {
    /** Waiting for payment; its machines are held meanwhile. */
    UNPAID(1),
    /** Paid, nothing has been made yet. */
    PAID(2),
    /** Some of its machines are being made. Never stored: it follows from the machines. */
    DELIVERING(3),
    /** All its machines run, or have run. Never stored: it follows from the machines. */
    DELIVERED(4),
    /** None of its machines can be made. Never stored: it follows from the machines. */
    DELIVERY_FAILED(5),
    /** All its money is back, because none of its machines could be made. Never stored. */
    REFUNDED(6),
    /** Closed by the customer before payment. */
    CANCELLED(7),
    /** Closed because nobody paid in time. */
    EXPIRED(8),
    /** Closed because something in it was not sold any more, or was changed, before it was paid. */
    INVALID(9),
    /** A payment is under way. Never stored: it follows from the payment. */
    PAYING(12),
    /** None of its machines can be made, and its money is on the way back. Never stored. */
    REFUNDING(13);

    private final int code;

    OrderState(int code) {
        this.code = code;
    }

    /** The number the cloud API uses for it. */
    public int code() {
        return code;
    }

    /** Whether it ended without being paid. */
    public boolean isClosed() {
        return this == CANCELLED || this == EXPIRED || this == INVALID;
    }

    /** Whether an order in this state can get into that one. */
    public boolean canBecome(OrderState next) {
        return switch (this) {
            case UNPAID -> next == PAYING || next == PAID || next.isClosed();
            case PAYING -> next == UNPAID || next == PAID || next.isClosed();
            case PAID -> next == DELIVERING || next == DELIVERED || next == DELIVERY_FAILED;
            case DELIVERING -> next == DELIVERED || next == DELIVERY_FAILED;
            case DELIVERY_FAILED -> next == REFUNDING;
            case REFUNDING -> next == REFUNDED;
            case DELIVERED, REFUNDED, CANCELLED, EXPIRED, INVALID -> false;
        };
    }
}
