package shop.cvm.web.cart;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import shop.cvm.account.SignedIn;
import shop.cvm.cart.Cart;
import shop.cvm.cart.CartId;
import shop.cvm.cart.CartItem;
import shop.cvm.cart.CartLine;
import shop.cvm.cart.Carts;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.Zone;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;
import shop.cvm.web.CatalogNames;
import shop.cvm.web.Problems;
import shop.cvm.web.purchase.Selection;

/** What the page of the cart shows. */
@Component
class CartPage {

    private final Carts carts;
    private final Catalog catalog;
    private final CatalogNames names;
    private final Ledger ledger;
    private final ShopClock clock;

    CartPage(Carts carts, Catalog catalog, CatalogNames names, Ledger ledger, ShopClock clock) {
        this.carts = carts;
        this.catalog = catalog;
        this.names = names;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @return the view's name */
    String fill(Model model, Optional<CartId> own, @Nullable SignedIn user, Problems problems) {
        Cart cart = own.map(carts::cart).orElseGet(() -> new Cart(List.of()));
        model.addAttribute("cart", cart);
        model.addAttribute("rows", cart.lines().stream().map(this::row).toList());
        model.addAttribute("checkedAt", clock.now());
        model.addAttribute("problems", problems);
        if (user != null) {
            model.addAttribute("available", ledger.balance(user.account()).available());
        }
        return "cart/page";
    }

    private CartRow row(CartLine line) {
        return new CartRow(
                line, selection(line.item()).query(), periods(line.item().spec()));
    }

    private Selection selection(CartItem item) {
        return Selection.of(item.batch(), names.regionOf(item.spec().zone())).expiringOn(item.expiryDay());
    }

    private List<Integer> periods(InstanceSpec spec) {
        if (!spec.isPrepaid()) {
            return List.of();
        }
        TreeSet<Integer> periods = new TreeSet<>(List.of(spec.months()));
        CatalogSnapshot snapshot = catalog.snapshot();
        Zone zone = snapshot.zone(spec.zone());
        InstanceType type = snapshot.type(spec.instanceType());
        Image image = snapshot.image(spec.image());
        if (zone != null && type != null && image != null) {
            periods.addAll(snapshot.periods(zone.region(), type, image.osType()));
        }
        return List.copyOf(periods);
    }
}
