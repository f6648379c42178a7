package shop.cvm.order;

import java.util.List;
import shop.cvm.instance.InstanceId;

/**
 * A line of an order as the vendor's billing knows it.
 *
 * @param order what it is a line of
 * @param line it
 * @param state where the order is
 * @param machines what it is about: those that were made for it, or were there
 */
public record Deal(Order order, OrderLine line, OrderState state, List<InstanceId> machines) {

    public Deal {
        machines = List.copyOf(machines);
    }
}
