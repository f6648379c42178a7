package shop.cvm.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What zones sell. The answer is the same object for as long as neither the catalogue nor the stock of the zone has
 * changed, so that what follows from it can be kept under it.
 */
@Component
public class Assortments {

    private record Key(String zone, ChargeType chargeType) {}

    /** @param free the reading of the stock that the assortment was last found to be true for */
    private record Known(Assortment assortment, Map<String, Integer> free) {}

    private final Stock stock;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    Assortments(Stock stock) {
        this.stock = stock;
    }

    /** What the zone sells for this charge type now. */
    public Assortment of(CatalogSnapshot catalog, Zone zone, ChargeType chargeType) {
        Key key = new Key(zone.id(), chargeType);
        Map<String, Integer> free = stock.free(zone.id());
        Known before = known.get(key);
        if (before == null || before.assortment().version() != catalog.version()) {
            return keep(key, Assortment.of(catalog, zone, chargeType, free), free);
        }
        if (before.free() == free) {
            return before.assortment();
        }
        boolean same = before.free().equals(free);
        return keep(key, same ? before.assortment() : before.assortment().with(free), free);
    }

    private Assortment keep(Key key, Assortment assortment, Map<String, Integer> free) {
        known.put(key, new Known(assortment, free));
        return assortment;
    }
}
