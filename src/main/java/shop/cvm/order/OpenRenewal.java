package shop.cvm.order;

import java.time.Instant;
import shop.cvm.instance.InstanceId;

/**
 * A line of an order for more time that nobody has paid yet.
 *
 * @param orderNumber the order
 * @param payUntil until when it can be paid
 * @param instanceId the machine
 * @param renewsFrom when the machine's time ended when that was ordered
 */
record OpenRenewal(String orderNumber, Instant payUntil, String instanceId, Instant renewsFrom) {

    OrderNumber order() {
        return new OrderNumber(orderNumber);
    }

    InstanceId instance() {
        return new InstanceId(instanceId);
    }
}
