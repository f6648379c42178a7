package shop.cvm.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.BandwidthPrice;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.UnitPrice;
import shop.cvm.catalog.Zone;

/**
 * What a machine costs by the month by the price book, one line for each component: vCPU and memory, the system disk,
 * each data disk, and the network, also where that is none.
 */
public final class MonthPrices {

    private static final int LONGEST_PERIOD = 60;
    private static final Map<Integer, BigDecimal> NO_DISCOUNT = Map.of(1, BigDecimal.ONE);

    private final CatalogSnapshot catalog;
    private final InstanceSpec spec;

    private MonthPrices(CatalogSnapshot catalog, InstanceSpec spec) {
        this.catalog = catalog;
        this.spec = spec;
    }

    /** @return empty if some of it has no price by the month (any more) */
    public static Optional<List<MonthPrice>> of(CatalogSnapshot catalog, InstanceSpec spec) {
        return new MonthPrices(catalog, spec).prices();
    }

    private Optional<List<MonthPrice>> prices() {
        Zone zone = catalog.zone(spec.zone());
        Image image = catalog.image(spec.image());
        if (zone == null || image == null) {
            return Optional.empty();
        }
        List<@Nullable MonthPrice> prices = new ArrayList<>();
        prices.add(compute(catalog.computePrice(zone.region(), spec.instanceType(), image.osType())));
        prices.add(disk(zone, Component.SYSTEM_DISK, spec.systemDisk()));
        spec.dataDisks().forEach(disk -> prices.add(disk(zone, Component.DATA_DISK, disk)));
        prices.add(spec.internetChargeType() == InternetChargeType.TRAFFIC ? traffic(zone) : bandwidth(zone));
        List<MonthPrice> known = new ArrayList<>();
        for (MonthPrice price : prices) {
            if (price == null) {
                return Optional.empty();
            }
            known.add(price);
        }
        return Optional.of(List.copyOf(known));
    }

    private @Nullable MonthPrice compute(@Nullable ComputePrice price) {
        if (price == null || price.perMonth() == null || price.prepaidSource() == null) {
            return null;
        }
        BigDecimal perMonth = price.perMonth();
        return new MonthPrice(
                Component.COMPUTE,
                spec.instanceType(),
                1,
                perMonth,
                perMonth,
                price.monthFactors(),
                price.prepaidSource());
    }

    private @Nullable MonthPrice disk(Zone zone, Component component, Disk disk) {
        UnitPrice price = catalog.diskPrice(zone.region(), disk.type(), ChargeType.PREPAID);
        if (price == null) {
            return null;
        }
        return new MonthPrice(
                component,
                disk.type(),
                disk.sizeGb(),
                price.price(),
                price.price().multiply(BigDecimal.valueOf(disk.sizeGb())),
                diskFactors(),
                price.source());
    }

    private Map<Integer, BigDecimal> diskFactors() {
        Map<Integer, BigDecimal> factors = new TreeMap<>();
        for (int months = 1; months <= LONGEST_PERIOD; months++) {
            BigDecimal factor = catalog.diskFactor(months);
            if (factor != null) {
                factors.put(months, factor);
            }
        }
        return factors;
    }

    private @Nullable MonthPrice bandwidth(Zone zone) {
        BandwidthPrice price = catalog.bandwidthPrice(zone.region(), ChargeType.PREPAID);
        if (price == null) {
            return null;
        }
        BigDecimal all = price.priceOf(spec.bandwidthMbps());
        return new MonthPrice(Component.BANDWIDTH, "", spec.bandwidthMbps(), all, all, NO_DISCOUNT, price.source());
    }

    private @Nullable MonthPrice traffic(Zone zone) {
        UnitPrice price = catalog.trafficPrice(zone.region());
        return price == null
                ? null
                : new MonthPrice(
                        Component.TRAFFIC,
                        "",
                        spec.bandwidthMbps(),
                        price.price(),
                        BigDecimal.ZERO,
                        NO_DISCOUNT,
                        price.source());
    }
}
