package shop.cvm.order;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopClock;

/**
 * Unpaid orders for more time. A machine is in one of them at most as long as that can be paid; one that cannot be paid
 * any more holds nobody up, whether or not the schedule has closed it.
 */
@Component
class OpenRenewals {

    private final OrderRows rows;
    private final OrderClosing closing;
    private final Instances instances;
    private final ShopClock clock;

    OpenRenewals(OrderRows rows, OrderClosing closing, Instances instances, ShopClock clock) {
        this.rows = rows;
        this.closing = closing;
        this.instances = instances;
        this.clock = clock;
    }

    /** The orders in which these machines can still be paid for, by machine. */
    @Transactional(readOnly = true)
    public Map<InstanceId, OrderNumber> of(Collection<InstanceId> machines) {
        return orders(machines, false)
                .filter(line -> machines.contains(line.instance()))
                .collect(toMap(OpenRenewal::instance, OpenRenewal::order));
    }

    /** @throws RenewalOpen if one of these machines is in an order that can still be paid */
    @Transactional(readOnly = true)
    public void requireNone(Collection<InstanceId> machines) {
        of(machines).values().stream()
                .min(Comparator.comparing(OrderNumber::number))
                .ifPresent(order -> {
                    throw new RenewalOpen(order);
                });
    }

    /** Closes the orders of these machines that cannot be paid any more. */
    @Transactional
    public void closeDead(Collection<InstanceId> machines) {
        List<String> dead =
                orders(machines, true).map(OpenRenewal::orderNumber).distinct().toList();
        if (!dead.isEmpty()) {
            closing.closeDead(dead);
        }
    }

    /**
     * Whoever had ordered more time for a machine and sees it renewed by itself must not pay for it twice. Payment looks
     * at that under its locks; here the order is closed, so that its page says so at once.
     */
    @ApplicationModuleListener(id = "order.renewed-meanwhile")
    public void on(AutoRenewed news) {
        closeDead(List.of(news.instance()));
    }

    /** The lines of those orders with one of these machines that are dead, or of those that are not. */
    private Stream<OpenRenewal> orders(Collection<InstanceId> machines, boolean dead) {
        List<OpenRenewal> lines =
                rows.openFor(machines.stream().map(InstanceId::instanceId).toList());
        if (lines.isEmpty()) {
            return Stream.empty();
        }
        Map<InstanceId, Instant> ends = Instance.renewableEnds(
                instances.all(lines.stream().map(OpenRenewal::instance).toList()));
        Instant now = clock.now();
        return lines.stream().collect(groupingBy(OpenRenewal::orderNumber)).values().stream()
                .filter(order -> isDead(order, ends, now) == dead)
                .flatMap(List::stream);
    }

    /** For good: a time that is over does not come back, and a machine's time never ends again when it did before. */
    private static boolean isDead(List<OpenRenewal> order, Map<InstanceId, Instant> ends, Instant now) {
        return order.stream()
                .anyMatch(line ->
                        !now.isBefore(line.payUntil()) || !line.renewsFrom().equals(ends.get(line.instance())));
    }
}
