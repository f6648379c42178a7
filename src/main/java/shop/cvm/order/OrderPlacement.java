package shop.cvm.order;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Image;
import shop.cvm.instance.Instances;
import shop.cvm.instance.SealedLogin;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopClock;

/** Placing an order: what is done before the transaction, and the transaction. */
@Component
class OrderPlacement {

    private final OrderRows rows;
    private final Catalog catalog;
    private final Pricing pricing;
    private final Instances instances;
    private final Reservations reservations;
    private final OrderSettings settings;
    private final ShopClock clock;

    OrderPlacement(
            OrderRows rows,
            Catalog catalog,
            Pricing pricing,
            Instances instances,
            Reservations reservations,
            OrderSettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.catalog = catalog;
        this.pricing = pricing;
        this.instances = instances;
        this.reservations = reservations;
        this.settings = settings;
        this.clock = clock;
    }

    /** A purchase that can be sold at this price, with a login that can be kept. */
    record Agreed(Purchase purchase, Quote quote, SealedLogin login) {}

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

    /** Everything that needs no transaction, so that stock is locked for the shortest time. */
    List<Agreed> agree(List<Purchase> purchases) {
        if (purchases.isEmpty()) {
            throw new IllegalArgumentException("An order has at least one purchase");
        }
        return purchases.stream().map(this::agree).toList();
    }

    @Transactional
    public Order place(AccountId account, PlacementToken request, List<Agreed> purchases) {
        Order order = new Order(account, request, clock.now(), settings.payWithin());
        purchases.forEach(agreed -> order.add(agreed.purchase(), agreed.quote(), agreed.login()));
        Order placed = rows.saveAndFlush(order);
        reservations.take(placed);
        return placed;
    }

    private Agreed agree(Purchase purchase) {
        Quote quote = pricing.quote(purchase.spec(), purchase.count());
        AgreedPrice agreed = purchase.agreed();
        if (agreed != null && !agreed.isStill(quote)) {
            throw new PriceChanged(agreed, AgreedPrice.of(quote));
        }
        Image image = catalog.snapshot().image(purchase.spec().image());
        if (image == null) {
            throw new IllegalStateException(
                    "Quoted, and yet there is no image " + purchase.spec().image());
        }
        return new Agreed(purchase, quote, instances.seal(purchase.login(), image.osType()));
    }
}
