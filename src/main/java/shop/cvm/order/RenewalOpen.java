package shop.cvm.order;

/** A machine is in another order, which has to be paid or cancelled first. */
public class RenewalOpen extends RuntimeException {

    private final transient OrderNumber order;

    RenewalOpen(OrderNumber order) {
        super("Order " + order + " is for it, too, and can still be paid");
        this.order = order;
    }

    /** The other order. */
    public OrderNumber order() {
        return order;
    }
}
