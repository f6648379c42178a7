package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Difference;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;

/**
 * What the payment of another configuration does: the machine, which stays locked, becomes that; what it costs less is
 * paid back; and its old host is free.
 */
@Component
class ChangePayment {

    private final ReconfigurationRows rows;
    private final Instances instances;
    private final Ledger ledger;
    private final Reservations reservations;
    private final ApplicationEventPublisher events;

    ChangePayment(
            ReconfigurationRows rows,
            Instances instances,
            Ledger ledger,
            Reservations reservations,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.instances = instances;
        this.ledger = ledger;
        this.reservations = reservations;
        this.events = events;
    }

    /** Why one of its machines, locked from now on, cannot become what was ordered; empty if all can. */
    Optional<VoidReason> obstacle(Order order) {
        return order.lines(LineKind.CHANGE).stream()
                .flatMap(line -> obstacle(line, machine(line)).stream())
                .findFirst();
    }

    private Optional<VoidReason> obstacle(OrderLine line, Instance machine) {
        if (machine.state().isEnded()) {
            return Optional.of(VoidReason.GONE);
        }
        if (machine.isInBin()) {
            return Optional.of(machine.isReturned() ? VoidReason.RETURNED : VoidReason.OVER);
        }
        if (!machine.expiresAt().equals(line.renewsFrom())) {
            return Optional.of(VoidReason.RENEWED);
        }
        if (!line.configured().equals(Optional.of(machine.configured()))) {
            return Optional.of(VoidReason.CHANGED);
        }
        // Installed anew meanwhile: what was ordered has the image of before, and perhaps its price.
        if (!line.spec().image().equals(machine.spec().image())) {
            return Optional.of(VoidReason.CHANGED);
        }
        return instances.objection(machine, difference(line, machine, false)).map(VoidReason::of);
    }

    /**
     * The balance is locked after that.
     *
     * @param forced whether machines that run are shut down for it and started again
     * @return what it has changed
     */
    List<Difference> configure(Order order, boolean forced, Instant now) {
        return order.lines(LineKind.CHANGE).stream()
                .map(line -> configure(line, machine(line), forced, now))
                .toList();
    }

    private Difference configure(OrderLine line, Instance machine, boolean forced, Instant now) {
        Difference difference = difference(line, machine, forced);
        // First, for a machine that is shut down to be changed is on its way, and neither runs nor stands still.
        if (line.extraDays() > 0) {
            instances.prolong(machine, line.prolongation());
        }
        instances.configure(machine, difference, machine.cost(), line.rates());
        rows.insert(machine, line, difference, now);
        events.publishEvent(new MachineChanged(machine.account(), machine.id(), machine.configured()));
        return difference;
    }

    void payBack(Order order, Instant now) {
        order.lines(LineKind.CHANGE).stream()
                .filter(line -> line.paidBack().isPositive())
                .forEach(line -> ledger.refund(new Movement(
                        order.account(),
                        line.paidBack(),
                        "adjustment:" + line.subOrder(),
                        Description.of(
                                "adjustment", line.instance().orElseThrow().instanceId()),
                        now,
                        order.number().number())));
    }

    /** Last of all; an order that waited for its payment has taken the new host before. */
    void moveHosts(Order order, List<Difference> differences) {
        boolean isTaken = order.lines().stream().anyMatch(OrderLine::takesHost);
        for (Difference difference : differences) {
            if (isTaken) {
                reservations.releaseHost(difference.before());
            } else {
                reservations.exchange(difference);
            }
        }
    }

    private Instance machine(OrderLine line) {
        InstanceId id = line.instance().orElseThrow();
        return instances.lock(line.order().account(), id);
    }

    private static Difference difference(OrderLine line, Instance machine, boolean forced) {
        return new Difference(machine.spec(), line.spec(), forced);
    }
}
