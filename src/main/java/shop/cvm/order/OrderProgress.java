package shop.cvm.order;

import shop.cvm.instance.LaunchProgress;

/**
 * An order with how far its machines are.
 *
 * @param order what was agreed
 * @param machines how far its machines are
 * @param isPaying whether a payment for it is under way
 */
public record OrderProgress(Order order, LaunchProgress machines, boolean isPaying) {

    /** Where it is: stored until it is paid, following from the machines after that. */
    public OrderState state() {
        if (!order.isPaid()) {
            return isPaying ? OrderState.PAYING : order.state();
        }
        if (!order.isPurchase()) {
            return OrderState.DELIVERED;
        }
        if (machines.isHopeless()) {
            return failure();
        }
        if (machines.isRunning()) {
            return OrderState.DELIVERED;
        }
        return machines.allocated() > 0 ? OrderState.DELIVERING : OrderState.PAID;
    }

    /** Machines that could not be made and whose money has not come back yet. */
    public long toRefund() {
        return machines.givenUp() - order.refundedCount();
    }

    private OrderState failure() {
        if (machines.failed() < machines.total()) {
            return OrderState.DELIVERY_FAILED;
        }
        return toRefund() > 0 ? OrderState.REFUNDING : OrderState.REFUNDED;
    }
}
