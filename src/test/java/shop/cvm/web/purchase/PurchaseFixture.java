package shop.cvm.web.purchase;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.HashMap;
import java.util.Map;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.Stock;

/** The reader of selections over the real catalogue, with as much in stock as a test says. */
final class PurchaseFixture {

    static final int PLENTY = 500;

    private final Map<String, Integer> free = new HashMap<>();
    private final Selections selections;

    PurchaseFixture() {
        for (Family family : catalog().families()) {
            for (InstanceType type : family.types()) {
                free.put(type.id(), PLENTY);
            }
        }
        Catalog catalog = mock(Catalog.class);
        when(catalog.snapshot()).thenReturn(catalog());
        Stock stock = mock(Stock.class);
        when(stock.free(anyString())).thenReturn(free);
        selections = new Selections(catalog, CatalogFixture.assortments(stock));
    }

    static CatalogSnapshot catalog() {
        return CatalogFixture.snapshot();
    }

    /** Leaves this many machines of a type in every zone. */
    void leave(int count, String type) {
        free.put(type, count);
    }

    Selections selections() {
        return selections;
    }

    Selection read(String query) {
        return selections.read(query).selection();
    }

    Picture picture(String query) {
        return selections.picture(new QueryText(query));
    }
}
