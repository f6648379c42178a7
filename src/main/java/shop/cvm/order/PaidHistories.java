package shop.cvm.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceTerm;

/** Reads what was paid for prepaid machines, in a few queries for any number of them. */
@Component
class PaidHistories {

    private final ReconfigurationRows changes;
    private final ReturnRows returns;
    private final OrderRows orders;

    PaidHistories(ReconfigurationRows changes, ReturnRows returns, OrderRows orders) {
        this.changes = changes;
        this.returns = returns;
        this.orders = orders;
    }

    /**
     * By machine. What was paid before a machine was returned is paid back, and no part of it.
     *
     * @param machines as read by the running transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<InstanceId, PaidHistory> of(Collection<Instance> machines) {
        List<InstanceId> ids = machines.stream().map(Instance::id).toList();
        Map<InstanceId, List<PaidChange>> changed =
                changes.paid(ids).stream().collect(groupingBy(PaidChange::instance));
        Map<InstanceId, Instant> returned =
                returns
                        .findByInstanceIdIn(
                                ids.stream().map(InstanceId::instanceId).toList())
                        .stream()
                        .collect(toMap(MachineReturn::instance, MachineReturn::at));
        Map<String, Order> paid = orders(machines, changed.values());
        return machines.stream().collect(toMap(Instance::id, machine -> {
            Instant since = returned.getOrDefault(machine.id(), Instant.EPOCH);
            return PaidHistory.of(
                    terms(machine, since, paid),
                    changed.getOrDefault(machine.id(), List.of()).stream()
                            .filter(change -> change.at().isAfter(since))
                            .map(change ->
                                    new PaidHistory.Changed(change, line(paid, change.orderNumber(), change.line())))
                            .toList());
        }));
    }

    private static List<PaidHistory.Bought> terms(Instance machine, Instant since, Map<String, Order> paid) {
        return machine.terms().stream()
                .filter(term ->
                        !term.startedAt().isBefore(since) && term.endsAt().isAfter(term.startedAt()))
                .map(term -> new PaidHistory.Bought(term, line(paid, term.orderNumber(), term.line())))
                .toList();
    }

    private Map<String, Order> orders(Collection<Instance> machines, Collection<List<PaidChange>> changed) {
        Set<String> numbers = Stream.concat(
                        machines.stream()
                                .flatMap(machine -> machine.terms().stream())
                                .map(InstanceTerm::orderNumber),
                        changed.stream().flatMap(List::stream).map(PaidChange::orderNumber))
                .collect(Collectors.toSet());
        return orders.findByOrderNumberIn(numbers).stream()
                .collect(toMap(order -> order.number().number(), identity()));
    }

    private static OrderLine line(Map<String, Order> orders, String number, int line) {
        return Objects.requireNonNull(orders.get(number), "No order " + number)
                .lines()
                .get(line);
    }
}
