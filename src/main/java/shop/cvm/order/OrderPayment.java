package shop.cvm.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.instance.Difference;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;

/**
 * Paying an order: one transaction that moves the money, enters, renews, changes or converts the machines
 * and marks the order paid. Whatever breaks
 * it off, at whatever point, leaves all three as they were; the lock on the order and its state make sure it happens
 * once, the ledger's references and the machines' unique places are the net below.
 */
@Component
class OrderPayment {

    private final OrderRows rows;
    private final OrderClosing closing;
    private final Catalog catalog;
    private final Ledger ledger;
    private final Instances instances;
    private final ChangePayment changes;
    private final ConversionPayment conversions;
    private final OrderMetric metric;
    private final ShopClock clock;

    OrderPayment(
            OrderRows rows,
            OrderClosing closing,
            Catalog catalog,
            Ledger ledger,
            Instances instances,
            ChangePayment changes,
            ConversionPayment conversions,
            OrderMetric metric,
            ShopClock clock) {
        this.rows = rows;
        this.closing = closing;
        this.catalog = catalog;
        this.ledger = ledger;
        this.instances = instances;
        this.changes = changes;
        this.conversions = conversions;
        this.metric = metric;
        this.clock = clock;
    }

    /** @return the order: paid, or closed just now because something in it is not sold any more */
    @Transactional
    public Order pay(AccountId account, OrderNumber number) {
        Order order = locked(account, number);
        Instant now = clock.now();
        checkSold(order, now);
        if (order.isUnpaid()) {
            settle(order, now);
        }
        return order;
    }

    /**
     * Pays an order that the running transaction has locked, or has drawn up itself.
     *
     * @param now the shop's time, read after that
     */
    void settle(Order order, Instant now) {
        settle(order, false, now);
    }

    /** @param forced whether machines that are configured otherwise and run are shut down for it and started again */
    void settle(Order order, boolean forced, Instant now) {
        order.pay(now);
        Map<InstanceId, Money> freezes = fulfil(order);
        List<Difference> differences = changes.configure(order, forced, now);
        conversions.unfreeze(order, conversions.convert(order), now);
        moveMoney(order, freezes);
        changes.payBack(order, now);
        changes.moveHosts(order, differences);
        order.forgetLogins();
        metric.count(List.of(order));
    }

    /**
     * Launches the machines of an order that was entered as paid in the running transaction
     * ({@link OrderPlacement#enterPaid}), and moves its money.
     *
     * @return the machines, in the order of its lines
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<InstanceId> fulfilPaid(Order order) {
        Launched launched = launch(order);
        moveMoney(order, launched.freezes());
        metric.count(List.of(order));
        return launched.machines();
    }

    /**
     * The order as it is now. In a transaction of its own, so that nobody keeps a connection while waiting for another.
     *
     * @throws OrderClosed if it is neither paid nor can be any more
     */
    @Transactional(readOnly = true)
    public Order payable(AccountId account, OrderNumber number) {
        OrderTrace.name(number.number());
        Order order = rows.findByOrderNumberAndAccountId(number.number(), account.accountId())
                .orElseThrow(() -> new NoSuchOrder(number));
        order.requirePayable(clock.now());
        return order;
    }

    /**
     * The order, locked; closed, and its machines given back, if something in it is not sold any more before it is paid
     * ({@code domain.md} 7.2, from state 1 to 9), or a machine that it is about is not what it was when it was ordered.
     *
     * @throws OrderClosed if it was closed before, or is overdue
     */
    @Transactional
    public Order sold(AccountId account, OrderNumber number) {
        Order order = locked(account, number);
        checkSold(order, clock.now());
        return order;
    }

    private Order locked(AccountId account, OrderNumber number) {
        OrderTrace.name(number.number());
        return rows.lock(number.number(), account.accountId()).orElseThrow(() -> new NoSuchOrder(number));
    }

    private void checkSold(Order order, Instant now) {
        order.requirePayable(now);
        if (!order.isUnpaid()) {
            return;
        }
        if (!isSold(order)) {
            closing.invalidate(order, order.isPurchase() ? null : VoidReason.NOT_SOLD);
        } else if (!isThere(order)) {
            closing.invalidate(order, null);
        } else {
            obstacle(order).ifPresent(reason -> closing.invalidate(order, reason));
        }
    }

    /** Why a machine that is there, and locked from now on, cannot become what was ordered; empty if all can. */
    private Optional<VoidReason> obstacle(Order order) {
        return changes.obstacle(order).or(() -> conversions.obstacle(order)).or(() -> obstacleToLowering(order));
    }

    /** Since it was placed the machine may have come into the recycle bin, or an older node have changed its network. */
    private Optional<VoidReason> obstacleToLowering(Order order) {
        return order.renewals().stream()
                .flatMap(line -> line.lowersFrom().flatMap(mbps -> obstacleToLowering(line, mbps)).stream())
                .findFirst();
    }

    private Optional<VoidReason> obstacleToLowering(OrderLine line, int beforeMbps) {
        InstanceId id = line.instance().orElseThrow();
        return Renewals.obstacleToLowering(instances.lock(line.order().account(), id), beforeMbps);
    }

    /** Whether all of it is still in the catalogue. What it costs was agreed and may have changed. */
    private boolean isSold(Order order) {
        CatalogSnapshot snapshot = catalog.snapshot();
        return order.lines().stream()
                .filter(line -> !line.is(LineKind.RENEWAL))
                .map(OrderLine::spec)
                .allMatch(spec -> snapshot.zone(spec.zone()) != null
                        && snapshot.type(spec.instanceType()) != null
                        && snapshot.image(spec.image()) != null);
    }

    /**
     * Whether every machine that gets more time can have it, and nobody has given it more since it was ordered; none of
     * them is stopped, released or renewed by others from now on.
     */
    private boolean isThere(Order order) {
        Map<InstanceId, Instant> ordered = order.renewsFrom();
        return ordered.isEmpty() || instances.lockRenewable(ordered.keySet()).equals(ordered);
    }

    /** @return what to freeze for which machine */
    private Map<InstanceId, Money> fulfil(Order order) {
        if (order.isRenewal()) {
            instances.renew(order.renewals().stream().map(OrderLine::extension).toList());
        }
        return launch(order).freezes();
    }

    /**
     * New machines, in the order of the order's lines.
     *
     * @param freezes what to freeze for which of them
     */
    private record Launched(List<InstanceId> machines, Map<InstanceId, Money> freezes) {}

    private Launched launch(Order order) {
        Launched all = new Launched(new ArrayList<>(), new LinkedHashMap<>());
        for (OrderLine line : order.purchases()) {
            List<InstanceId> launched = instances.launch(line.launch(paidAt(order)));
            all.machines().addAll(launched);
            if (!line.spec().isPrepaid()) {
                launched.forEach(id -> all.freezes().put(id, line.cost().unitTotal()));
            }
        }
        return all;
    }

    /** After the machines, because the balance is locked late and briefly. */
    private void moveMoney(Order order, Map<InstanceId, Money> freezes) {
        ledger.requireAvailable(order.account(), order.total());
        if (order.prepaidTotal().isPositive()) {
            String number = order.number().number();
            Description description = Description.of(order.kind().name().toLowerCase(Locale.ROOT), number);
            ledger.deduct(movement(order, order.prepaidTotal(), "order:" + number, description));
        }
        freezes.forEach((id, amount) -> {
            if (amount.isPositive()) {
                ledger.freeze(movement(order, amount, "freeze:" + id, Description.of("freeze", id.instanceId())));
            }
        });
    }

    private static Movement movement(Order order, Money amount, String reference, Description description) {
        return new Movement(
                order.account(),
                amount,
                reference,
                description,
                paidAt(order),
                order.number().number());
    }

    private static Instant paidAt(Order order) {
        return order.paidAt().orElseThrow();
    }
}
