package shop.cvm.order;

import shop.cvm.instance.LaunchProgress;

/**
 * An order with how far its machines are.
 *
 * @param order what was agreed
 * @param machines how far its machines are
 */
public record OrderProgress(Order order, LaunchProgress machines) {

    /** Where it is: stored until it is paid, following from the machines after that. */
    public OrderState state() {
        if (!order.isPaid()) {
            return order.state();
        }
        if (machines.isRunning()) {
            return OrderState.DELIVERED;
        }
        return machines.allocated() > 0 ? OrderState.DELIVERING : OrderState.PAID;
    }
}
