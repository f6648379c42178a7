package shop.cvm.order;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NotConvertible;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;

/**
 * What the payment for a time does to hourly machines: they use nothing by the hour from this second on, count as prepaid
 * ones, and nothing is frozen for them any more.
 */
@Component
class ConversionPayment {

    private final Instances instances;
    private final Quotas quotas;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;

    ConversionPayment(Instances instances, Quotas quotas, Ledger ledger, ApplicationEventPublisher events) {
        this.instances = instances;
        this.quotas = quotas;
        this.ledger = ledger;
        this.events = events;
    }

    /** What is frozen for a machine, and as what. */
    record Freeze(InstanceId machine, String reference, Money amount) {}

    /** Why one of its machines, locked from now on, cannot be converted; empty if all can. */
    Optional<VoidReason> obstacle(Order order) {
        Map<InstanceId, OrderLine> lines = lines(order);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<Instance> machines = instances.lock(lines.keySet());
        Map<InstanceId, NotConvertible.Reason> objections = instances.objectionsToConversion(machines);
        return machines.stream()
                .flatMap(machine ->
                        obstacle(Objects.requireNonNull(lines.get(machine.id())), machine, objections.get(machine.id()))
                                .stream())
                .findFirst();
    }

    private static Optional<VoidReason> obstacle(
            OrderLine line, Instance machine, NotConvertible.@Nullable Reason objection) {
        if (machine.state().isEnded()) {
            return Optional.of(VoidReason.GONE);
        }
        if (!line.configured().equals(Optional.of(machine.configured()))) {
            return Optional.of(VoidReason.CHANGED);
        }
        return Optional.ofNullable(objection).map(VoidReason::of);
    }

    /**
     * The balance is locked after that.
     *
     * @return what is frozen for the machines
     */
    List<Freeze> convert(Order order) {
        Map<InstanceId, OrderLine> lines = lines(order);
        if (lines.isEmpty()) {
            return List.of();
        }
        List<Instance> machines = instances.lock(lines.keySet());
        List<Freeze> freezes = machines.stream()
                .map(machine -> new Freeze(
                        machine.id(), machine.freezeReference(), machine.cost().unitTotal()))
                .toList();
        instances.convert(lines.values().stream().map(OrderLine::conversion).toList());
        quotas.releaseConverted(lines.values());
        machines.get(0)
                .expiresAt()
                .ifPresent(until -> events.publishEvent(new MachinesConverted(
                        order.account(),
                        machines.stream().map(Instance::id).toList(),
                        order.number().number(),
                        until)));
        return freezes;
    }

    /** Before anything is taken: it may be needed for that. */
    void unfreeze(Order order, List<Freeze> freezes, Instant now) {
        freezes.stream()
                .filter(freeze -> freeze.amount().isPositive())
                .forEach(freeze -> ledger.unfreeze(new Movement(
                        order.account(),
                        freeze.amount(),
                        "un" + freeze.reference(),
                        Description.of("unfreeze", freeze.machine().instanceId()),
                        now,
                        null)));
    }

    private static Map<InstanceId, OrderLine> lines(Order order) {
        Map<InstanceId, OrderLine> lines = new LinkedHashMap<>();
        order.lines(LineKind.CONVERSION)
                .forEach(line -> lines.put(line.instance().orElseThrow(), line));
        return lines;
    }
}
