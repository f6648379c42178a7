package shop.cvm.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.BandwidthLowered;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.LoweredBandwidth;
import shop.cvm.money.Cny;

/**
 * Writes down among the changes of machines that they have the bandwidth they were renewed with. Nothing is paid for
 * that. However many there are, they and their orders are read once.
 */
@Component
class LoweredBandwidths {

    private final OrderRows orders;
    private final ReconfigurationRows changes;
    private final Instances instances;
    private final ApplicationEventPublisher events;

    LoweredBandwidths(
            OrderRows orders, ReconfigurationRows changes, Instances instances, ApplicationEventPublisher events) {
        this.orders = orders;
        this.changes = changes;
        this.instances = instances;
        this.events = events;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(BandwidthLowered news) {
        Map<String, Order> renewals = orders(news.machines());
        Map<InstanceId, Instance> machines = machines(news.machines());
        for (LoweredBandwidth one : news.machines()) {
            Order renewal = Objects.requireNonNull(renewals.get(one.orderNumber()));
            write(one, renewal, Objects.requireNonNull(machines.get(one.instance())), news.at());
        }
    }

    private void write(LoweredBandwidth lowered, Order renewal, Instance machine, Instant at) {
        PlacementToken request = new PlacementToken(
                "renewal", lowered.orderNumber(), renewal.token().requestHash());
        changes.insert(machine, request, lowered.difference(), Cny.ZERO, at);
        events.publishEvent(new MachineChanged(machine.account(), machine.id(), machine.configured()));
    }

    private Map<String, Order> orders(List<LoweredBandwidth> lowered) {
        List<String> numbers =
                lowered.stream().map(LoweredBandwidth::orderNumber).distinct().toList();
        return orders.findByOrderNumberIn(numbers).stream()
                .collect(toMap(order -> order.number().number(), identity()));
    }

    private Map<InstanceId, Instance> machines(List<LoweredBandwidth> lowered) {
        return instances.all(lowered.stream().map(LoweredBandwidth::instance).toList()).stream()
                .collect(toMap(Instance::id, identity()));
    }
}
