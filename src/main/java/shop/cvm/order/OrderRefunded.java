package shop.cvm.order;

import java.util.List;
import shop.cvm.instance.InstanceId;

/** Machines of a paid order could not be made, and their money is back with the customer. */
public record OrderRefunded(OrderNumber number, List<InstanceId> ids) {

    public OrderRefunded {
        ids = List.copyOf(ids);
    }
}
