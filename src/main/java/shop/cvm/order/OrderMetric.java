package shop.cvm.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Locale;
import org.springframework.stereotype.Component;
import shop.cvm.event.AfterCommit;

/**
 * The counters {@code shop.orders}: orders that were paid ({@code state=paid}) or closed ({@code cancelled},
 * {@code expired}, {@code invalid}) at this node, by {@code kind}.
 */
@Component
class OrderMetric {

    private final MeterRegistry meters;

    OrderMetric(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts orders by their state, once the running transaction is committed. */
    void count(Collection<Order> orders) {
        orders.forEach(order -> {
            Counter counter = counter(order.kind(), order.state());
            AfterCommit.run(counter::increment);
        });
    }

    private Counter counter(LineKind kind, OrderState state) {
        return Counter.builder("shop.orders")
                .description("Orders that were paid or closed")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
