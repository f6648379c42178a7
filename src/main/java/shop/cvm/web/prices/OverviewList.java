package shop.cvm.web.prices;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Unavailability;

/** Reads from the catalogue what all families cost at least in one region, with Linux, and what disks and network cost. */
final class OverviewList {

    private final CatalogSnapshot catalog;
    private final Region region;
    private final RegionSales sales;
    private final Citations citations;

    OverviewList(CatalogSnapshot catalog, Region region) {
        this.catalog = catalog;
        this.region = region;
        this.sales = new RegionSales(catalog, region);
        this.citations = new Citations(catalog.sources());
    }

    Overview overview() {
        List<FamilyOffer> offers = new ArrayList<>();
        Unsold.Gathering<Family> unsold = new Unsold.Gathering<>();
        for (Family family : catalog.families()) {
            List<InstanceType> types = family.types().stream()
                    .filter(type -> sales.sells(type, OsType.LINUX))
                    .toList();
            if (types.isEmpty()) {
                unsold.add(reason(family), family);
            } else {
                offers.add(offer(family, types));
            }
        }
        DiskPrices disks = new DiskPriceList(catalog, region, citations).prices();
        NetworkPrices network = new NetworkPriceList(catalog, region, citations).prices();
        return new Overview(offers, unsold.list(), disks, network, citations.list());
    }

    private FamilyOffer offer(Family family, List<InstanceType> types) {
        ComputePrice month = cheapest(
                types, ChargeType.PREPAID, Comparator.comparing(price -> Objects.requireNonNull(price.perMonth())));
        ComputePrice hour = cheapest(types, ChargeType.POSTPAID_BY_HOUR, Comparator.comparing(price -> price.steps()
                .get(0)
                .rate()));
        PriceSource ofMonth = month == null ? null : month.prepaidSource();
        PriceSource ofHour = hour == null ? null : hour.postpaidSource();
        return new FamilyOffer(family, types, month, hour, citations.cite(ofMonth, ofHour));
    }

    private @Nullable ComputePrice cheapest(
            List<InstanceType> types, ChargeType chargeType, Comparator<ComputePrice> by) {
        return types.stream()
                .filter(type -> sales.sells(type, OsType.LINUX, chargeType))
                .map(type -> Objects.requireNonNull(catalog.computePrice(region.id(), type.id(), OsType.LINUX)))
                .min(by)
                .orElse(null);
    }

    private Unavailability reason(Family family) {
        if (region.unavailability() != null) {
            return region.unavailability();
        }
        if (family.unavailability() != null) {
            return family.unavailability();
        }
        return family.types().stream()
                .map(type -> sales.reason(type, OsType.LINUX, ChargeType.PREPAID))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Unavailability.NO_PRICE);
    }
}
