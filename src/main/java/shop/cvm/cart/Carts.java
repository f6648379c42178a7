package shop.cvm.cart;

import java.time.Instant;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.StockLevel;
import shop.cvm.instance.InvalidHostName;
import shop.cvm.instance.Naming;
import shop.cvm.instance.UnitCost;
import shop.cvm.order.OrderPlaced;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopClock;

/** Keeps what customers and visitors would like to have, until they order it, remove it, or forget about it. */
@Service
public class Carts {

    private final CartRows rows;
    private final CartLocks locks;
    private final CartView view;
    private final Pricing pricing;
    private final Catalog catalog;
    private final CartSettings settings;
    private final ShopClock clock;

    Carts(
            CartRows rows,
            CartLocks locks,
            CartView view,
            Pricing pricing,
            Catalog catalog,
            CartSettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.locks = locks;
        this.view = view;
        this.pricing = pricing;
        this.catalog = catalog;
        this.settings = settings;
        this.clock = clock;
    }

    /** The cart at today's prices; empty if there is none. */
    @Transactional(readOnly = true)
    public Cart cart(CartId cart) {
        return view.of(rows.findByCartIdOrderByAddedAtAscItemIdAsc(cart.id()));
    }

    /** How many items are in it. */
    @Transactional(readOnly = true)
    public int count(CartId cart) {
        return rows.countByCartId(cart.id());
    }

    /**
     * Puts something in, at the price and stock it has now.
     *
     * @throws InvalidSpec if it is not sold
     * @throws InvalidHostName if so many machines cannot have their host names
     * @throws CartFull if the cart holds no more
     */
    @Transactional
    public CartItem add(CartId cart, Wish wish) {
        Instant now = clock.now();
        UnitCost price = CartLine.unitCost(wish.period().priced(pricing.quote(wish.spec(), wish.count()), now));
        checkHostNames(wish.naming(), wish.spec(), wish.count());
        locks.open(cart, now.plus(settings.keepFor()));
        if (rows.countByCartId(cart.id()) >= settings.maxItems()) {
            throw new CartFull(settings.maxItems());
        }
        return rows.save(new CartItem(cart, wish, price, StockLevel.of(view.free(wish.spec())), now));
    }

    /**
     * Changes how many and for how long. A period that is chosen is taken at its price of now; another quantity leaves
     * a price that is still to be accepted as it is.
     *
     * @param months for prepaid items; ignored for postpaid ones
     * @throws NoSuchItem if it is not in the cart
     * @throws InvalidSpec if so many, or for so long, are not sold
     * @throws InvalidHostName if so many cannot have their host names
     */
    @Transactional
    public void change(CartId cart, String item, int count, int months) {
        CartItem changed = locked(cart, item);
        InstanceSpec spec = changed.spec();
        InstanceSpec wanted = spec.isPrepaid() ? spec.withMonths(months) : spec;
        UnitCost price =
                CartLine.unitCost(changed.period(wanted.months()).priced(pricing.quote(wanted, count), clock.now()));
        checkHostNames(changed.batch().naming(), wanted, count);
        changed.take(count);
        if (!wanted.equals(spec)) {
            changed.runFor(wanted.months(), price);
        }
    }

    /**
     * Accepts a price and a stock level as they were shown. If they have changed once more since, the line says so again.
     *
     * @throws NoSuchItem if it is not in the cart
     */
    @Transactional
    public void accept(CartId cart, String item, UnitCost shownPrice, StockLevel shownStock) {
        locked(cart, item).accept(shownPrice, shownStock);
    }

    /** Takes something out; again it changes nothing. */
    @Transactional
    public void remove(CartId cart, String item) {
        if (locks.lock(cart)) {
            rows.delete(cart.id(), List.of(item));
        }
    }

    /**
     * Puts what a visitor has collected into the cart of the customer they turned out to be, once however often it is
     * asked for. Nothing is lost by that, up to twice what a cart holds otherwise.
     */
    @Transactional
    public void merge(CartId visitors, AccountId account) {
        if (!visitors.isVisitors() || !locks.lock(visitors)) {
            return;
        }
        CartId customers = CartId.of(account);
        locks.open(customers, clock.now());
        int room = Math.max(2 * settings.maxItems() - rows.countByCartId(customers.id()), 0);
        List<String> moving = rows.findByCartIdOrderByAddedAtAscItemIdAsc(visitors.id()).stream()
                .limit(room)
                .map(CartItem::id)
                .toList();
        rows.move(visitors.id(), customers.id(), moving);
        locks.delete(visitors);
    }

    /** What was ordered leaves the cart with the order: both are there, or the order is not. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void letGo(OrderPlaced placed) {
        List<String> ordered = placed.wishes();
        if (ordered.isEmpty()) {
            return;
        }
        CartId cart = CartId.of(placed.account());
        locks.lock(cart);
        int gone = rows.delete(cart.id(), ordered);
        if (gone != ordered.size()) {
            throw new ItemsGone(ordered.size(), gone);
        }
    }

    /**
     * Forgets the carts of visitors who have not come back, batch by batch.
     *
     * @return how many
     */
    public int removeExpired() {
        return locks.deleteExpired(clock.now());
    }

    private void checkHostNames(Naming naming, InstanceSpec sold, int count) {
        Image image = catalog.snapshot().image(sold.image());
        if (image != null) {
            naming.check(count, image.osType());
        }
    }

    private CartItem locked(CartId cart, String item) {
        locks.lock(cart);
        return rows.findByCartIdAndItemId(cart.id(), item).orElseThrow(() -> new NoSuchItem(item));
    }
}
