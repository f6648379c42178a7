package shop.cvm.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SpecFault;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.Difference;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.instance.ReconfigurationSettings;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Adjustment;
import shop.cvm.pricing.AdjustmentCalculation;
import shop.cvm.pricing.MonthPrice;
import shop.cvm.pricing.MonthPrices;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;

/**
 * Ordering another configuration of a prepaid machine, in one transaction that has locked it. An order for which nothing
 * is due is paid before it is stored, like a renewal that happens by itself.
 */
@Component
class AdjustmentPlacement {

    private final OrderRows orders;
    private final ReconfigurationRows changes;
    private final OpenRenewals open;
    private final OrderPayment payment;
    private final Reservations reservations;
    private final ReturnValues values;
    private final ChangedMachines machines;
    private final Instances instances;
    private final Catalog catalog;
    private final Ledger ledger;
    private final ReconfigurationSettings settings;
    private final ReturnSettings offers;
    private final OrderSettings orderSettings;
    private final ShopClock clock;

    AdjustmentPlacement(
            OrderRows orders,
            ReconfigurationRows changes,
            OpenRenewals open,
            OrderPayment payment,
            Reservations reservations,
            ReturnValues values,
            ChangedMachines machines,
            Instances instances,
            Catalog catalog,
            Ledger ledger,
            ReconfigurationSettings settings,
            ReturnSettings offers,
            OrderSettings orderSettings,
            ShopClock clock) {
        this.orders = orders;
        this.changes = changes;
        this.open = open;
        this.payment = payment;
        this.reservations = reservations;
        this.values = values;
        this.machines = machines;
        this.instances = instances;
        this.catalog = catalog;
        this.ledger = ledger;
        this.settings = settings;
        this.offers = offers;
        this.orderSettings = orderSettings;
        this.clock = clock;
    }

    /** In lock order: the machine, its usage, the balance, stock. */
    @Transactional
    public Order place(AccountId account, PlacementToken request, Reconfiguration change) {
        Order order = draw(account, request, change, true);
        if (order.total().isPositive()) {
            Order stored = orders.saveAndFlush(order);
            reservations.take(stored);
            return stored;
        }
        payment.settle(order, order.createdAt());
        return orders.saveAndFlush(order);
    }

    /**
     * The same, paid from the balance at once whatever is due.
     *
     * @throws InsufficientBalance if less than that is available
     */
    @Transactional
    public Order buy(AccountId account, PlacementToken request, Reconfiguration change) {
        Order order = draw(account, request, change, false);
        payment.settle(order, change.forced(), order.createdAt());
        return orders.saveAndFlush(order);
    }

    private Order draw(AccountId account, PlacementToken request, Reconfiguration change, boolean waits) {
        Instance machine = instances.lock(account, change.instance());
        Instant now = clock.now();
        require(machine.configured() == change.configured(), machine, Reason.CHANGED);
        require(machine.configuration().isPrepaid(), machine, Reason.CHANGED);
        require(open.of(List.of(machine.id())).isEmpty(), machine, Reason.ORDER_OPEN);
        InstanceSpec wanted = change.wanted().on(machine.spec());
        objection(machine, wanted, change.forced()).ifPresent(reason -> require(false, machine, reason));
        Adjustment adjustment = agreed(machine, wanted, change, now);
        requireOneWay(machine, adjustment);
        Order order = new Order(account, request, now, orderSettings.payWithin());
        OrderTrace.name(order.number().number());
        order.add(machines.of(machine, wanted, adjustment, waits));
        return order;
    }

    /**
     * What it comes to as of then.
     *
     * @param machine as read by the running transaction
     * @throws InvalidSpec if it is not sold
     * @throws NotReconfigurable if the machine is over, or has no price any more
     */
    Adjustment adjustment(Instance machine, InstanceSpec wanted, Instant at) {
        CatalogSnapshot snapshot = catalog.snapshot();
        requireSold(snapshot, wanted);
        Instant until = machine.expiresAt().orElseThrow();
        require(at.isBefore(until), machine, Reason.OVER);
        List<MonthPrice> after = MonthPrices.of(snapshot, wanted).orElseThrow();
        List<MonthPrice> before = MonthPrices.of(snapshot, machine.spec())
                .orElseThrow(() -> new NotReconfigurable(machine.id(), Reason.UNPRICED));
        return AdjustmentCalculation.of(before, after, values.of(machine).parts(at), at, until, settings.cheaperRule());
    }

    /** Why it cannot be configured like this now, as far as it does not depend on what that comes to. */
    Optional<Reason> objection(Instance machine, InstanceSpec wanted, boolean forced) {
        if (ledger.arrearsSince(machine.account()).isPresent()) {
            return Optional.of(Reason.ARREARS);
        }
        return instances.objection(machine, new Difference(machine.spec(), wanted, forced));
    }

    Map<InstanceId, Integer> downgrades(Collection<InstanceId> machines) {
        return changes.downgrades(machines);
    }

    int mostDowngrades() {
        return settings.downgrades();
    }

    /**
     * @throws NotReconfigurable if it goes both ways, or down more often than is allowed; or down while the machine has a
     *     time before it that was paid for with less bandwidth, which nothing could be settled for together
     */
    void requireOneWay(Instance machine, Adjustment adjustment) {
        require(!adjustment.goesBothWays(), machine, Reason.BOTH_WAYS);
        require(!adjustment.isCheaper() || machine.laterBandwidth().isEmpty(), machine, Reason.LOWERS_LATER);
        require(
                !adjustment.isLesser() || changes.downgrades(machine.id()) < settings.downgrades(),
                machine,
                Reason.DOWNGRADED);
    }

    /** The period is of no matter, as long as it is sold by the month at all. */
    private static void requireSold(CatalogSnapshot snapshot, InstanceSpec wanted) {
        Zone zone = snapshot.zone(wanted.zone());
        InstanceType type = snapshot.type(wanted.instanceType());
        Image image = snapshot.image(wanted.image());
        List<Integer> periods = zone == null || type == null || image == null
                ? List.of()
                : snapshot.periods(zone.region(), type, image.osType());
        int months = periods.isEmpty() || periods.contains(wanted.months()) ? wanted.months() : periods.get(0);
        List<SpecFault> faults = snapshot.check(wanted.withMonths(months), 1);
        if (!faults.isEmpty()) {
            throw new InvalidSpec(faults);
        }
    }

    /** @throws PriceChanged if it is not what was agreed, or that was too long ago */
    private Adjustment agreed(Instance machine, InstanceSpec wanted, Reconfiguration change, Instant now) {
        AgreedPrice agreed = change.agreed();
        Instant at = change.at() == null ? now : change.at();
        boolean isFresh = !at.isAfter(now) && at.isAfter(now.minus(offers.offerFor()));
        Adjustment adjustment = adjustment(machine, wanted, isFresh ? at : now);
        AgreedPrice is = new AgreedPrice(adjustment.due(), HourlyRate.ZERO);
        if (!isFresh || (agreed != null && !agreed.isSame(is))) {
            throw new PriceChanged(agreed == null ? is : agreed, is);
        }
        return adjustment;
    }

    private static void require(boolean fits, Instance machine, Reason reason) {
        if (!fits) {
            throw new NotReconfigurable(machine.id(), reason);
        }
    }
}
