package shop.cvm.web.prices;

import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Region;

/**
 * The figures of the price pages. All follow from the catalogue alone; the overview, which looks at every type of a
 * region, is worked out once for each version of it.
 */
@Component
class PriceBook {

    private record Known(long version, ConcurrentHashMap<String, Overview> overviews) {}

    private volatile Known known = new Known(-1, new ConcurrentHashMap<>());

    Overview overview(CatalogSnapshot catalog, Region region) {
        return known(catalog.version()).overviews().computeIfAbsent(region.id(), id -> new OverviewList(catalog, region)
                .overview());
    }

    InstancePrices instances(CatalogSnapshot catalog, Region region, Family family) {
        return new InstancePriceList(catalog, region, family).prices();
    }

    DiskPrices disks(CatalogSnapshot catalog, Region region) {
        return new DiskPriceList(catalog, region, new Citations(catalog.sources())).prices();
    }

    NetworkPrices network(CatalogSnapshot catalog, Region region) {
        return new NetworkPriceList(catalog, region, new Citations(catalog.sources())).prices();
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
