package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Image;
import shop.cvm.instance.Instances;
import shop.cvm.instance.SealedLogin;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;

/** Placing an order, in one transaction. */
@Component
class OrderPlacement {

    private final OrderRows rows;
    private final NewOrderRows newRows;
    private final Catalog catalog;
    private final Pricing pricing;
    private final Instances instances;
    private final PurchaseRules rules;
    private final Quotas quotas;
    private final Reservations reservations;
    private final ApplicationEventPublisher events;
    private final OrderSettings settings;
    private final ShopClock clock;

    OrderPlacement(
            OrderRows rows,
            NewOrderRows newRows,
            Catalog catalog,
            Pricing pricing,
            Instances instances,
            PurchaseRules rules,
            Quotas quotas,
            Reservations reservations,
            ApplicationEventPublisher events,
            OrderSettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.newRows = newRows;
        this.catalog = catalog;
        this.pricing = pricing;
        this.instances = instances;
        this.rules = rules;
        this.quotas = quotas;
        this.reservations = reservations;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** A purchase that can be sold at this price, with a login that can be kept. */
    private record Agreed(Purchase purchase, Quote quote, SealedLogin login) {}

    /** The order that this request has placed before. */
    @Transactional(readOnly = true)
    public Optional<Order> placed(AccountId account, PlacementToken request) {
        Optional<Order> order =
                rows.findByAccountIdAndScopeAndToken(account.accountId(), request.scope(), request.token());
        order.filter(placed -> !placed.wasPlacedBy(request)).ifPresent(placed -> {
            throw new TokenReused(placed.number());
        });
        return order;
    }

    /** Agrees, enters the order, and only then locks quota and stock, so that they are locked for the shortest time. */
    @Transactional
    public Order place(AccountId account, PlacementToken request, List<Purchase> purchases) {
        Instant now = clock.now();
        List<Agreed> agreed = agree(account, purchases, now);
        Order order = order(account, request, agreed, now);
        enter(order, agreed);
        reservations.take(order);
        return order;
    }

    /**
     * Enters an order that nobody ever sees unpaid: the caller has it paid ({@link OrderPayment#fulfilPaid}), and takes its
     * hosts ({@link Reservations}), last of all that it locks.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Order enterPaid(AccountId account, PlacementToken request, List<Purchase> purchases) {
        Instant now = clock.now();
        List<Agreed> agreed = agree(account, purchases, now);
        Order order = order(account, request, agreed, now);
        order.pay(order.createdAt());
        enter(order, agreed);
        return order;
    }

    private List<Agreed> agree(AccountId account, List<Purchase> purchases, Instant now) {
        if (purchases.isEmpty()) {
            throw new IllegalArgumentException("An order has at least one purchase");
        }
        rules.check(account, purchases);
        return purchases.stream().map(purchase -> agree(account, purchase, now)).toList();
    }

    private Order order(AccountId account, PlacementToken request, List<Agreed> purchases, Instant now) {
        Order order = new Order(account, request, now, settings.payWithin());
        OrderTrace.name(order.number().number());
        purchases.forEach(agreed ->
                order.add(agreed.purchase(), agreed.purchase().period().daysFrom(now), agreed.quote(), agreed.login()));
        if (purchases.stream().anyMatch(agreed -> agreed.purchase().expiryDay() != null)) {
            order.payBefore(ShopCalendar.startOf(ShopCalendar.dayOf(now).plusDays(1)));
        }
        return order;
    }

    private void enter(Order order, List<Agreed> purchases) {
        newRows.insert(order);
        events.publishEvent(new OrderPlaced(order.account(), order.number(), wishes(purchases)));
        quotas.take(order);
    }

    private static List<String> wishes(List<Agreed> purchases) {
        return purchases.stream()
                .map(agreed -> agreed.purchase().wish())
                .filter(Objects::nonNull)
                .toList();
    }

    private Agreed agree(AccountId account, Purchase purchase, Instant now) {
        Quote quote = purchase.period().priced(pricing.quote(purchase.spec(), purchase.count()), now);
        AgreedPrice agreed = purchase.agreed();
        if (agreed != null && !agreed.isStill(quote)) {
            throw new PriceChanged(agreed, AgreedPrice.of(quote));
        }
        Image image = catalog.snapshot().image(purchase.spec().image());
        if (image == null) {
            throw new IllegalStateException(
                    "Quoted, and yet there is no image " + purchase.spec().image());
        }
        purchase.naming().check(purchase.count(), image.osType());
        return new Agreed(purchase, quote, instances.seal(account, purchase.login(), image.osType()));
    }
}
