package shop.cvm.web.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import shop.cvm.cart.Cart;
import shop.cvm.cart.CartItem;
import shop.cvm.cart.CartLine;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopClock;
import shop.cvm.web.CatalogNames;
import shop.cvm.web.purchase.Selection;

/** Brings to checkout what was put together on the purchase page, or collected in the cart. */
@Component
class CheckoutLines {

    private final Pricing pricing;
    private final CatalogNames names;
    private final ShopClock clock;

    CheckoutLines(Pricing pricing, CatalogNames names, ShopClock clock) {
        this.pricing = pricing;
        this.names = names;
        this.clock = clock;
    }

    List<CheckoutLine> of(Selection selection) {
        Quote months = pricing.quote(selection.spec(), selection.count());
        return List.of(new CheckoutLine("", null, selection, selection.time().priced(months, clock.now())));
    }

    /** @param cart one that is ready */
    List<CheckoutLine> of(Cart cart) {
        List<CheckoutLine> lines = new ArrayList<>();
        for (CartLine line : cart.lines()) {
            CartItem item = line.item();
            String prefix = CheckoutForm.prefix(lines.size());
            lines.add(new CheckoutLine(prefix, item.id(), selection(item), Objects.requireNonNull(line.quote())));
        }
        return lines;
    }

    private Selection selection(CartItem item) {
        return Selection.of(item.batch(), names.regionOf(item.spec().zone())).expiringOn(item.expiryDay());
    }
}
