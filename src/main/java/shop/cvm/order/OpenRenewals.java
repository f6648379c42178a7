package shop.cvm.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopClock;

/**
 * Unpaid orders for machines that are there: for more time, for another configuration, for being paid in advance. A
 * machine is in one of them at most as long as that can be paid; one that cannot be paid any more holds nobody up,
 * whether or not the schedule has closed it.
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

    /** A line with what its machine is by now, if that is something else; or the time to pay it is over. */
    private record Checked(OpenRenewal line, @Nullable VoidReason reason, boolean isOverdue) {

        boolean isDead() {
            return isOverdue || reason != null;
        }
    }

    /** The orders in which these machines can still be paid for, by machine. */
    @Transactional(readOnly = true)
    public Map<InstanceId, OrderNumber> of(Collection<InstanceId> machines) {
        return orders(machines).stream()
                .filter(order -> order.stream().noneMatch(Checked::isDead))
                .flatMap(List::stream)
                .map(Checked::line)
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

    /** If the database has refused an order for these machines, whoever was quicker with another one is the reason. */
    @Transactional(readOnly = true)
    public RuntimeException reason(Collection<InstanceId> machines, RuntimeException refused) {
        if (!(refused instanceof DataAccessException)) {
            return refused;
        }
        return of(machines).values().stream()
                .min(Comparator.comparing(OrderNumber::number))
                .<RuntimeException>map(RenewalOpen::new)
                .orElse(refused);
    }

    /** Closes the orders of these machines that cannot be paid any more. */
    @Transactional
    public void closeDead(Collection<InstanceId> machines) {
        Map<String, Optional<VoidReason>> dead = orders(machines).stream()
                .filter(order -> order.stream().anyMatch(Checked::isDead))
                .collect(toMap(order -> order.get(0).line().orderNumber(), order -> order.stream()
                        .flatMap(one -> Stream.ofNullable(one.reason()))
                        .findFirst()));
        if (!dead.isEmpty()) {
            closing.closeDead(dead);
        }
    }

    /**
     * Whoever had ordered something for a machine and sees it renewed by itself must not pay for what it was before.
     * Payment looks at that under its locks; here the order is closed, so that its page says so at once.
     */
    @ApplicationModuleListener(id = "order.renewed-meanwhile")
    public void on(AutoRenewed news) {
        closeDead(List.of(news.instance()));
    }

    /** The lines of the orders with one of these machines, order by order. */
    private Collection<List<Checked>> orders(Collection<InstanceId> machines) {
        List<OpenRenewal> lines =
                rows.openFor(machines.stream().map(InstanceId::instanceId).toList());
        if (lines.isEmpty()) {
            return List.of();
        }
        Map<InstanceId, Instance> found = instances
                .all(lines.stream().map(OpenRenewal::instance).toList())
                .stream()
                .collect(toMap(Instance::id, identity()));
        Instant now = clock.now();
        return lines.stream()
                .map(line ->
                        new Checked(line, reason(line, found.get(line.instance())), !now.isBefore(line.payUntil())))
                .collect(groupingBy(one -> one.line().orderNumber()))
                .values();
    }

    private static @Nullable VoidReason reason(OpenRenewal line, @Nullable Instance machine) {
        return machine == null ? VoidReason.GONE : line.overtakenBy(machine).orElse(null);
    }
}
