package shop.cvm.order;

/** The order can no longer be paid, because it was cancelled, has expired, or is invalid. No money was taken. */
public class OrderClosed extends RuntimeException {

    private final OrderState state;

    OrderClosed(OrderNumber number, OrderState state) {
        super("Order " + number + " is " + state + " and cannot be paid; place a new one");
        this.state = state;
    }

    /** {@link OrderState#CANCELLED}, {@link OrderState#EXPIRED} or {@link OrderState#INVALID}. */
    public OrderState state() {
        return state;
    }
}
