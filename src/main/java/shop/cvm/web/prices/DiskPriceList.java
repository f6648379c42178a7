package shop.cvm.web.prices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType.LocalDisks;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.UnitPrice;
import shop.cvm.web.prices.DiskPrices.Choosy;

/** Reads the disk prices of one region from the catalogue. */
final class DiskPriceList {

    private static final int LONGEST_PERIOD = 60;

    private final CatalogSnapshot catalog;
    private final Region region;
    private final Citations citations;

    /** @param citations where the sources of the figures are numbered */
    DiskPriceList(CatalogSnapshot catalog, Region region, Citations citations) {
        this.catalog = catalog;
        this.region = region;
        this.citations = citations;
    }

    DiskPrices prices() {
        Set<String> bound = boundTypes();
        List<DiskRow> rows = new ArrayList<>();
        Unsold.Gathering<DiskType> unsold = new Unsold.Gathering<>();
        for (DiskType disk : catalog.diskTypes()) {
            Unavailability reason = reason(disk);
            if (reason == null) {
                rows.add(row(disk));
            } else if (!bound.contains(disk.id())) {
                unsold.add(reason, disk);
            }
        }
        return new DiskPrices(rows, discounts(), unsold.list(), bound(bound), choosy(), citations.list());
    }

    private List<Bracket> discounts() {
        Map<Integer, BigDecimal> factors = new TreeMap<>();
        for (int months = 1; months <= LONGEST_PERIOD; months++) {
            BigDecimal factor = catalog.diskFactor(months);
            if (factor != null) {
                factors.put(months, factor);
            }
        }
        return Bracket.of(factors);
    }

    private @Nullable Unavailability reason(DiskType disk) {
        if (!disk.listed()) {
            return Unavailability.WITHDRAWN;
        }
        if (region.unavailability() != null) {
            return region.unavailability();
        }
        boolean priced = price(disk, ChargeType.PREPAID) != null || price(disk, ChargeType.POSTPAID_BY_HOUR) != null;
        return priced ? null : Unavailability.NO_PRICE;
    }

    private @Nullable UnitPrice price(DiskType disk, ChargeType chargeType) {
        return catalog.diskPrice(region.id(), disk.id(), chargeType);
    }

    private DiskRow row(DiskType disk) {
        UnitPrice month = price(disk, ChargeType.PREPAID);
        UnitPrice hour = price(disk, ChargeType.POSTPAID_BY_HOUR);
        return new DiskRow(
                disk,
                month,
                hour,
                citations.cite(month == null ? null : month.source(), hour == null ? null : hour.source()));
    }

    private Set<String> boundTypes() {
        return catalog.families().stream()
                .flatMap(family -> family.types().stream())
                .flatMap(type -> Stream.ofNullable(type.localDisks()))
                .map(LocalDisks::type)
                .collect(Collectors.toSet());
    }

    private List<DiskType> bound(Set<String> types) {
        return catalog.diskTypes().stream()
                .filter(disk -> types.contains(disk.id()))
                .toList();
    }

    private List<Choosy> choosy() {
        RegionSales sales = new RegionSales(catalog, region);
        return catalog.families().stream()
                .filter(sales::sells)
                .filter(family -> isChoosy(family, DiskUsage.SYSTEM_DISK) || isChoosy(family, DiskUsage.DATA_DISK))
                .map(family ->
                        new Choosy(family, taken(family, DiskUsage.SYSTEM_DISK), taken(family, DiskUsage.DATA_DISK)))
                .toList();
    }

    private boolean isChoosy(Family family, DiskUsage usage) {
        return taken(family, usage).size()
                < catalog.diskTypes().stream()
                        .filter(disk -> disk.listed() && disk.limits(usage).offered())
                        .filter(disk -> price(disk, ChargeType.PREPAID) != null)
                        .count();
    }

    private List<DiskType> taken(Family family, DiskUsage usage) {
        return catalog.diskTypes(region.id(), family, usage, ChargeType.PREPAID);
    }
}
