package shop.cvm.web.order;

import java.util.List;
import shop.cvm.instance.Instance;
import shop.cvm.order.Order;
import shop.cvm.order.OrderLine;
import shop.cvm.order.OrderProgress;
import shop.cvm.order.OrderState;

/**
 * A line of an order as the vendor shows it: an order below its parent, with a number and a state of its own.
 *
 * @param line what was agreed
 * @param state how far the line is
 */
record SubOrder(OrderLine line, OrderState state) {

    /** @param machines the instances of the order; none before it is paid */
    static List<SubOrder> of(OrderProgress progress, List<Instance> machines) {
        Order order = progress.order();
        return order.lines().stream()
                .map(line -> new SubOrder(line, state(progress, line, machines)))
                .toList();
    }

    private static OrderState state(OrderProgress progress, OrderLine line, List<Instance> machines) {
        Order order = progress.order();
        if (!order.isPaid() || !order.isPurchase() || order.lines().size() == 1) {
            return progress.state();
        }
        List<Instance> own = machines.stream()
                .filter(machine -> machine.line() == line.line())
                .toList();
        return own.stream().allMatch(Instance::isRunning) ? OrderState.DELIVERED : progress.state();
    }
}
