package shop.cvm.web.purchase;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Stock;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;

/** What zones sell: the part that only the catalogue decides is worked out once for each of its versions. */
@Component
class Assortments {

    private record Key(String zone, ChargeType chargeType) {}

    private record Known(long version, ConcurrentHashMap<Key, Map<String, Unavailability>> unsold) {}

    private final Stock stock;
    private volatile Known known = new Known(-1, new ConcurrentHashMap<>());

    Assortments(Stock stock) {
        this.stock = stock;
    }

    Assortment of(CatalogSnapshot catalog, Zone zone, ChargeType chargeType) {
        Map<String, Unavailability> unsold = known(catalog.version())
                .unsold()
                .computeIfAbsent(new Key(zone.id(), chargeType), key -> Assortment.unsold(catalog, zone, chargeType));
        return Assortment.of(unsold, stock.free(zone.id()));
    }

    private Known known(long version) {
        Known now = known;
        if (now.version() != version) {
            now = new Known(version, new ConcurrentHashMap<>());
            known = now;
        }
        return now;
    }
}
