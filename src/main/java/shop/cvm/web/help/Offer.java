package shop.cvm.web.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;

/**
 * What can be chosen at all, counted over the whole catalogue.
 *
 * @param regions regions on sale
 * @param zones zones on sale in them
 * @param types instance types that some zone sells
 * @param systems operating systems of the images
 * @param images images that can be chosen
 * @param disks disk types on sale, with their limits
 * @param months periods of prepaid machines, ascending
 * @param prepaidMbps highest bandwidths of prepaid machines that pay for bandwidth; several if zones differ
 * @param prepaidTrafficMbps the same for prepaid machines that pay for traffic
 * @param postpaidMbps the same for postpaid machines that pay for bandwidth
 * @param postpaidTrafficMbps the same for postpaid machines that pay for traffic
 */
record Offer(
        int regions,
        int zones,
        int types,
        List<String> systems,
        int images,
        List<DiskType> disks,
        List<Integer> months,
        List<Integer> prepaidMbps,
        List<Integer> prepaidTrafficMbps,
        List<Integer> postpaidMbps,
        List<Integer> postpaidTrafficMbps) {

    private static final int LONGEST_PERIOD = 60;

    static Offer of(CatalogSnapshot catalog) {
        List<Region> regions = catalog.regions().stream().filter(Region::isSold).toList();
        List<Zone> zones = regions.stream()
                .flatMap(region -> region.zones().stream())
                .filter(Zone::isSold)
                .toList();
        List<Image> images = catalog.images().stream().filter(Image::listed).toList();
        return new Offer(
                regions.size(),
                zones.size(),
                (int) types(catalog).stream()
                        .filter(type -> isSold(catalog, zones, type))
                        .count(),
                images.stream().map(Image::platform).distinct().toList(),
                images.size(),
                catalog.diskTypes().stream().filter(DiskType::listed).toList(),
                IntStream.rangeClosed(1, LONGEST_PERIOD)
                        .filter(months -> catalog.diskFactor(months) != null)
                        .boxed()
                        .toList(),
                caps(catalog, zones, ChargeType.PREPAID, InternetChargeType.BANDWIDTH),
                caps(catalog, zones, ChargeType.PREPAID, InternetChargeType.TRAFFIC),
                caps(catalog, zones, ChargeType.POSTPAID_BY_HOUR, InternetChargeType.BANDWIDTH),
                caps(catalog, zones, ChargeType.POSTPAID_BY_HOUR, InternetChargeType.TRAFFIC));
    }

    /** The periods in short: "1–12", "24", "36". */
    public List<String> periods() {
        List<String> runs = new ArrayList<>();
        int first = 0;
        for (int at = 0; at < months.size(); at++) {
            boolean ends = at == months.size() - 1 || months.get(at + 1) != months.get(at) + 1;
            if (ends) {
                runs.add(first == at ? months.get(at).toString() : months.get(first) + "–" + months.get(at));
                first = at + 1;
            }
        }
        return runs;
    }

    private static List<InstanceType> types(CatalogSnapshot catalog) {
        return catalog.families().stream()
                .filter(family -> !catalog.images(family).isEmpty())
                .flatMap(family -> family.types().stream())
                .toList();
    }

    private static boolean isSold(CatalogSnapshot catalog, List<Zone> zones, InstanceType type) {
        return zones.stream()
                .anyMatch(zone -> catalog.isSold(zone, type, OsType.LINUX, ChargeType.PREPAID)
                        || catalog.isSold(zone, type, OsType.LINUX, ChargeType.POSTPAID_BY_HOUR));
    }

    /** Every limit there is, ascending. A type of each size is enough: limits know no other difference between them. */
    private static List<Integer> caps(
            CatalogSnapshot catalog, List<Zone> zones, ChargeType chargeType, InternetChargeType internet) {
        Set<Integer> caps = new TreeSet<>();
        for (InstanceType type : sizes(catalog)) {
            zones.forEach(zone -> caps.add(catalog.maxBandwidth(zone, type, chargeType, internet)));
        }
        return List.copyOf(caps);
    }

    private static List<InstanceType> sizes(CatalogSnapshot catalog) {
        return new ArrayList<>(types(catalog).stream()
                .collect(Collectors.toMap(InstanceType::vcpu, Function.identity(), (first, second) -> first))
                .values());
    }
}
