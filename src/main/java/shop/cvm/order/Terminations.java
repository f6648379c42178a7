package shop.cvm.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTerminated;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;

/**
 * Gives back what an order took for machines that were given up: the machines themselves to stock, and of those paid by
 * the hour their place in the quota and what was frozen for them. It hears the news in the transaction that it is news in, so all of it
 * happens together or not at all, and once.
 */
@Component
class Terminations {

    private final OrderRows rows;
    private final Instances instances;
    private final Quotas quotas;
    private final Ledger ledger;
    private final Reservations reservations;

    Terminations(OrderRows rows, Instances instances, Quotas quotas, Ledger ledger, Reservations reservations) {
        this.rows = rows;
        this.instances = instances;
        this.quotas = quotas;
        this.ledger = ledger;
        this.reservations = reservations;
    }

    /** In lock order: quota, balance, stock. The instances are locked by whoever brings the news. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(InstanceTerminated news) {
        Map<Instance, OrderLine> lines = lines(instances.all(news.ids()));
        // What was bought or converted in a month counts for that month, however long it lives.
        quotas.release(lines.entrySet().stream()
                .filter(entry -> !entry.getKey().configuration().isPrepaid())
                .map(Map.Entry::getValue)
                .collect(groupingBy(identity(), summingInt(line -> 1))));
        lines.keySet().forEach(this::unfreeze);
        // A shelved machine gave its host back when it was shut down.
        reservations.releaseHosts(
                lines.keySet().stream().filter(machine -> !machine.isShelved()).toList());
    }

    /** Each with the line that it was bought by. */
    private Map<Instance, OrderLine> lines(List<Instance> machines) {
        Map<String, Order> orders =
                rows
                        .findByOrderNumberIn(machines.stream()
                                .map(Instance::orderNumber)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(toMap(order -> order.number().number(), identity()));
        Map<Instance, OrderLine> lines = new LinkedHashMap<>();
        for (Instance machine : machines) {
            Order order = orders.get(machine.orderNumber());
            if (order != null) {
                lines.put(machine, order.lines().get(machine.line()));
            }
        }
        return lines;
    }

    private void unfreeze(Instance machine) {
        if (machine.configuration().isPrepaid() || !machine.cost().unitTotal().isPositive()) {
            return;
        }
        String id = machine.id().instanceId();
        Instant endedAt = machine.endedAt().orElseThrow();
        ledger.unfreeze(new Movement(
                machine.account(),
                machine.cost().unitTotal(),
                "un" + machine.freezeReference(),
                Description.of("unfreeze", id),
                endedAt,
                machine.orderNumber()));
    }
}
