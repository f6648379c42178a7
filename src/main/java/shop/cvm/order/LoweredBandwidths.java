package shop.cvm.order;

import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.BandwidthLowered;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.money.Cny;

/** Writes down among the changes of a machine that it has the bandwidth it was renewed with. Nothing is paid for that. */
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
        for (Order order : orders.findByOrderNumberIn(List.of(news.orderNumber()))) {
            PlacementToken request = new PlacementToken(
                    "renewal", news.orderNumber(), order.token().requestHash());
            for (Instance machine : instances.all(List.of(news.instance()))) {
                changes.insert(machine, request, news.difference(), Cny.ZERO, news.at());
                events.publishEvent(new MachineChanged(machine.account(), machine.id(), machine.configured()));
            }
        }
    }
}
