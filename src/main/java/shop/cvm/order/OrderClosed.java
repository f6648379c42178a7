package shop.cvm.order;

/** The order can no longer be paid, because it was cancelled or has expired. No money was taken. */
public class OrderClosed extends RuntimeException {

    private final OrderState state;

    OrderClosed(OrderNumber number, OrderState state) {
        super("Order " + number + " is " + state + " and cannot be paid; place a new one");
        this.state = state;
    }

    /** {@link OrderState#CANCELLED} or {@link OrderState#EXPIRED}. */
    public OrderState state() {
        return state;
    }
}
