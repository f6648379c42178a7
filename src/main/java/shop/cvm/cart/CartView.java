package shop.cvm.cart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.Stock;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopClock;

/** Prices what is in a cart anew and looks what is in stock, whenever it is shown. */
@Component
class CartView {

    private record Shelf(String zone, String instanceType) {}

    private final Catalog catalog;
    private final Stock stock;
    private final ShopClock clock;

    CartView(Catalog catalog, Stock stock, ShopClock clock) {
        this.catalog = catalog;
        this.stock = stock;
        this.clock = clock;
    }

    /**
     * All by one version of the catalogue, and as if they were ordered now. What a line needs is not there for the lines
     * below it.
     */
    Cart of(List<CartItem> items) {
        CatalogSnapshot snapshot = catalog.snapshot();
        Map<Shelf, Integer> left = new HashMap<>();
        return new Cart(items.stream()
                .map(item -> {
                    Shelf shelf = new Shelf(item.spec().zone(), item.spec().instanceType());
                    int free = left.computeIfAbsent(shelf, this::free);
                    left.put(shelf, free - Math.min(free, item.count()));
                    return new CartLine(item, quote(snapshot, item), free);
                })
                .toList());
    }

    int free(InstanceSpec spec) {
        return free(new Shelf(spec.zone(), spec.instanceType()));
    }

    private int free(Shelf shelf) {
        return stock.free(shelf.zone()).getOrDefault(shelf.instanceType(), 0);
    }

    private @Nullable Quote quote(CatalogSnapshot snapshot, CartItem item) {
        try {
            Quote months = Pricing.quote(snapshot, item.spec(), item.count());
            return item.period().day() == null ? months : item.period().priced(months, clock.now());
        } catch (InvalidSpec notSoldAnyMore) {
            return null;
        }
    }
}
