package shop.cvm.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.api.Offers.Offer;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.StockLevel;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;

/** The types that are sold in the region with price and stock, one row for each zone and way to pay. */
@Component
class DescribeZoneInstanceConfigInfos implements Action<FilteredRequest, DescribeZoneInstanceConfigInfos.Answer> {

    private static final Set<String> FILTERS =
            Set.of("zone", "instance-family", "instance-type", "instance-charge-type", "sort-keys");
    private static final int MOST_VALUES = 100;
    private static final int PACKETS = 10_000;

    private final Offers offers;

    DescribeZoneInstanceConfigInfos(Offers offers) {
        this.offers = offers;
    }

    record LocalDisk(String type, String partitionType, int minSize, int maxSize, String required) {}

    record QuotaItem(
            String zone,
            String instanceType,
            String instanceFamily,
            String typeName,
            String instanceChargeType,
            int cpu,
            int memory,
            int gpu,
            int fpga,
            BigDecimal gpuCount,
            String status,
            StockLevel statusCategory,
            String soldOutReason,
            ItemPrice price,
            int networkCard,
            @Nullable BigDecimal instanceBandwidth,
            @Nullable Integer instancePps,
            String cpuType,
            String frequency,
            String remark,
            int storageBlockAmount,
            List<LocalDisk> localDiskTypeList) {}

    record Answer(List<QuotaItem> instanceTypeQuotaSet) {}

    @Override
    public Class<FilteredRequest> request() {
        return FilteredRequest.class;
    }

    @Override
    public Answer perform(Call call, FilteredRequest request) {
        Filters filters = Filters.of(request.filters(), MOST_VALUES, FILTERS);
        requireZones(call, filters);
        List<Offer> found = new ArrayList<>(offers.in(call.region()).stream()
                .filter(offer -> DescribeInstanceTypeConfigs.matches(filters, offer))
                .filter(offer ->
                        filters.allow("instance-charge-type", offer.chargeType().name()))
                .toList());
        sort(found, filters.values("sort-keys"));
        return new Answer(
                found.stream().map(offer -> item(offer, call.language())).toList());
    }

    private static void requireZones(Call call, Filters filters) {
        List<String> zones = filters.values("zone");
        if (zones != null) {
            for (String zone : zones) {
                boolean sells =
                        call.region().zones().stream().anyMatch(one -> one.id().equals(zone) && one.isSold());
                if (!sells) {
                    throw Fault.ZONE_NOT_SUPPORTED.refusal(zone);
                }
            }
        }
    }

    /** The first key counts most, so it is sorted by last. */
    private static void sort(List<Offer> found, @Nullable List<String> keys) {
        for (int i = keys == null ? -1 : keys.size() - 1; keys != null && i >= 0; i--) {
            found.sort(order(keys.get(i)));
        }
    }

    private static Comparator<Offer> order(String key) {
        Comparator<Offer> ascending =
                switch (key.replaceFirst(":.*", "")) {
                    case "cpu" -> Comparator.comparing(offer -> offer.type().vcpu());
                    case "mem" -> Comparator.comparing(offer -> offer.type().memoryGib());
                    default -> throw Fault.INVALID_VALUE.refusal("sort-keys", key);
                };
        return key.endsWith(":desc") ? ascending.reversed() : ascending;
    }

    private static QuotaItem item(Offer offer, Locale language) {
        InstanceType type = offer.type();
        Zone zone = offer.zone();
        Family family = offer.catalog().familyOf(type);
        Unavailability reason = offer.unavailability();
        Integer packets = type.packetsPerSecond();
        return new QuotaItem(
                zone.id(),
                type.id(),
                type.family(),
                family.name().in(language),
                offer.chargeType().name(),
                type.vcpu(),
                type.memoryGib(),
                DescribeInstanceTypeConfigs.cards(type),
                0,
                type.gpuCount(),
                reason == null ? "SELL" : "SOLD_OUT",
                StockLevel.of(offer.free()),
                reason == null ? "" : reason.name(),
                offer.price(),
                0,
                type.bandwidthGbps(),
                packets == null ? null : packets / PACKETS,
                family.cpuModel(),
                "",
                family.facts().in(language),
                0,
                disks(type));
    }

    private static List<LocalDisk> disks(InstanceType type) {
        InstanceType.LocalDisks disks = type.localDisks();
        if (disks == null) {
            return List.of();
        }
        int size = disks.count() * disks.sizeGbEach();
        return List.of(new LocalDisk(disks.type(), "data", size, size, "REQUIRED"));
    }
}
