package shop.cvm.web.prices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.BandwidthPrice;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.UnitPrice;
import shop.cvm.catalog.Zone;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.web.prices.NetworkPrices.Cap;
import shop.cvm.web.prices.NetworkPrices.Example;

/** Reads the prices of the public network of one region from the catalogue. */
final class NetworkPriceList {

    private static final int[] EXAMPLES = {1, 2, 3, 5, 6, 10, 20, 50, 100};

    private final CatalogSnapshot catalog;
    private final Region region;
    private final Citations citations;
    private final Map<Integer, InstanceType> sizes;

    /** @param citations where the sources of the figures are numbered */
    NetworkPriceList(CatalogSnapshot catalog, Region region, Citations citations) {
        this.catalog = catalog;
        this.region = region;
        this.citations = citations;
        this.sizes = sizes(catalog);
    }

    NetworkPrices prices() {
        boolean sold = region.isSold();
        BandwidthPrice perMonth = sold ? catalog.bandwidthPrice(region.id(), ChargeType.PREPAID) : null;
        BandwidthPrice perHour = sold ? catalog.bandwidthPrice(region.id(), ChargeType.POSTPAID_BY_HOUR) : null;
        UnitPrice traffic = sold ? catalog.trafficPrice(region.id()) : null;
        return new NetworkPrices(
                perMonth,
                perHour,
                traffic,
                examples(perMonth, perHour),
                caps(),
                citations.cite(sourceOf(perMonth)),
                citations.cite(sourceOf(perHour)),
                citations.cite(traffic == null ? null : traffic.source()),
                citations.list());
    }

    private static @Nullable PriceSource sourceOf(@Nullable BandwidthPrice price) {
        return price == null ? null : price.source();
    }

    private static List<Example> examples(@Nullable BandwidthPrice perMonth, @Nullable BandwidthPrice perHour) {
        if (perMonth == null && perHour == null) {
            return List.of();
        }
        return IntStream.of(EXAMPLES)
                .mapToObj(mbps -> new Example(
                        mbps,
                        perMonth == null ? null : Cny.round(perMonth.priceOf(mbps)),
                        perHour == null ? null : new HourlyRate(perHour.priceOf(mbps))))
                .toList();
    }

    /** Zones with the same limits in one row. */
    private List<Cap> caps() {
        Map<List<Integer>, List<Zone>> zones = new LinkedHashMap<>();
        region.zones().stream().filter(Zone::isSold).forEach(zone -> zones.computeIfAbsent(
                        limits(zone), key -> new ArrayList<>())
                .add(zone));
        return zones.entrySet().stream()
                .map(entry -> cap(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Cap cap(List<Integer> limits, List<Zone> zones) {
        return new Cap(List.copyOf(zones), limits.get(0), limits.get(1), limits.get(2), limits.get(3));
    }

    private List<Integer> limits(Zone zone) {
        List<Integer> limits = new ArrayList<>();
        for (ChargeType chargeType : ChargeType.values()) {
            for (InternetChargeType internet : InternetChargeType.values()) {
                limits.add(largest(zone, chargeType, internet));
            }
        }
        return limits;
    }

    private int largest(Zone zone, ChargeType chargeType, InternetChargeType internet) {
        return sizes.values().stream()
                .mapToInt(type -> catalog.maxBandwidth(zone, type, chargeType, internet))
                .max()
                .orElse(0);
    }

    /** A type of every size: the limits know no other difference between types. */
    private static Map<Integer, InstanceType> sizes(CatalogSnapshot catalog) {
        return catalog.families().stream()
                .flatMap(family -> family.types().stream())
                .collect(Collectors.toMap(InstanceType::vcpu, Function.identity(), (first, second) -> first));
    }
}
