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
    /** Closed by the customer before payment. */
    CANCELLED(7),
    /** Closed because nobody paid in time. */
    EXPIRED(8);

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
        return this == CANCELLED || this == EXPIRED;
    }

    /** Whether an order in this state can get into that one. */
    public boolean canBecome(OrderState next) {
        return switch (this) {
            case UNPAID -> next == PAID || next == CANCELLED || next == EXPIRED;
            case PAID -> next == DELIVERING || next == DELIVERED;
            case DELIVERING -> next == DELIVERED;
            case DELIVERED, CANCELLED, EXPIRED -> false;
        };
    }
}
