package shop.cvm.order;

/** A paid order cannot be cancelled. It stays as it was. */
public class OrderAlreadyPaid extends RuntimeException {

    OrderAlreadyPaid(OrderNumber number) {
        super("Order " + number + " is paid and cannot be cancelled");
    }
}
