package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Difference;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopClock;

/**
 * Configuring a machine otherwise, in one transaction that has locked it: machine, usage, money and stock, in this
 * sequence, change together or not at all.
 */
@Component
class ReconfigurationPlacement {

    private final ReconfigurationRows rows;
    private final OpenRenewals open;
    private final Instances instances;
    private final Pricing pricing;
    private final Ledger ledger;
    private final Reservations reservations;
    private final ApplicationEventPublisher events;
    private final ShopClock clock;

    ReconfigurationPlacement(
            ReconfigurationRows rows,
            OpenRenewals open,
            Instances instances,
            Pricing pricing,
            Ledger ledger,
            Reservations reservations,
            ApplicationEventPublisher events,
            ShopClock clock) {
        this.rows = rows;
        this.open = open;
        this.instances = instances;
        this.pricing = pricing;
        this.ledger = ledger;
        this.reservations = reservations;
        this.events = events;
        this.clock = clock;
    }

    /** What is frozen for a machine, and as what. */
    private record Freeze(String reference, Money amount) {

        static Freeze of(Instance machine) {
            return new Freeze(machine.freezeReference(), machine.cost().unitTotal());
        }
    }

    @Transactional
    public boolean reconfigure(AccountId account, Reconfiguration change, PlacementToken request) {
        Instance machine = instances.lock(account, change.instance());
        Optional<String> before = rows.asked(machine.id(), request.token());
        if (before.isPresent()) {
            require(before.get().equals(request.requestHash()), machine, Reason.CHANGED);
            return false;
        }
        require(!machine.configuration().isPrepaid(), machine, Reason.PREPAID);
        require(machine.configured() == change.configured(), machine, Reason.CHANGED);
        require(open.of(List.of(machine.id())).isEmpty(), machine, Reason.ORDER_OPEN);
        configure(
                machine,
                new Difference(machine.spec(), change.wanted().on(machine.spec()), change.forced()),
                change,
                request);
        return true;
    }

    private void configure(Instance machine, Difference difference, Reconfiguration change, PlacementToken request) {
        instances.objection(machine, difference).ifPresent(reason -> require(false, machine, reason));
        Quote quote = pricing.quote(difference.after(), 1);
        AgreedPrice agreed = change.agreed();
        if (agreed != null && !agreed.isStill(quote)) {
            throw new PriceChanged(agreed, AgreedPrice.of(quote));
        }
        Instant now = clock.now();
        Freeze frozen = Freeze.of(machine);
        instances.configure(machine, difference, Rates.cost(quote), Rates.of(difference.after(), quote));
        rows.insert(machine, request, difference, quote.unitTotal(), now);
        events.publishEvent(new MachineChanged(machine.account(), machine.id(), machine.configured()));
        freezeAnew(machine, frozen, now);
        reservations.exchange(difference);
    }

    /** Usage is locked by now, so no settlement can lead into arrears meanwhile. */
    private void freezeAnew(Instance machine, Freeze before, Instant now) {
        require(ledger.arrearsSince(machine.account()).isEmpty(), machine, Reason.ARREARS);
        if (before.amount().isPositive()) {
            ledger.unfreeze(movement(machine, new Freeze("un" + before.reference(), before.amount()), "unfreeze", now));
        }
        Freeze after = Freeze.of(machine);
        if (after.amount().isPositive()) {
            ledger.freeze(movement(machine, after, "freeze", now));
        }
    }

    /** It belongs to no order: orders keep what was agreed when the machine was bought. */
    private static Movement movement(Instance machine, Freeze freeze, String what, Instant now) {
        return new Movement(
                machine.account(),
                freeze.amount(),
                freeze.reference(),
                Description.of(what, machine.id().instanceId()),
                now,
                null);
    }

    private static void require(boolean fits, Instance machine, Reason reason) {
        if (!fits) {
            throw new NotReconfigurable(machine.id(), reason);
        }
    }
}
