package shop.cvm.catalog;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole catalogue and price book at one version, immutable, so that reading it takes no query and no lock. Stock
 * is not part of it.
 */
public final class CatalogSnapshot {

    /** Data disks a machine can have at most ({@code domain.md} 1.2). */
    public static final int MAX_DATA_DISKS = 20;

    /** Machines one request can buy at most ({@code domain.md} 1.2). */
    public static final int MAX_COUNT = 100;

    private final CatalogContent content;
    private final Map<String, Region> regions;
    private final Map<String, Zone> zones;
    private final Map<String, Family> families;
    private final Map<String, InstanceType> types;
    private final Map<String, Image> images;
    private final Map<String, DiskType> diskTypes;
    private final Map<OsType, Set<String>> startable;

    CatalogSnapshot(CatalogContent content) {
        this.content = content;
        this.regions = content.regions().stream().collect(toUnmodifiableMap(Region::id, identity()));
        this.zones = content.regions().stream()
                .flatMap(region -> region.zones().stream())
                .collect(toUnmodifiableMap(Zone::id, identity()));
        this.families = content.families().stream().collect(toUnmodifiableMap(Family::id, identity()));
        this.types = content.families().stream()
                .flatMap(family -> family.types().stream())
                .collect(toUnmodifiableMap(InstanceType::id, identity()));
        this.images = content.images().stream().collect(toUnmodifiableMap(Image::id, identity()));
        this.diskTypes = content.diskTypes().stream().collect(toUnmodifiableMap(DiskType::id, identity()));
        this.startable = content.images().stream()
                .filter(Image::listed)
                .collect(groupingBy(Image::osType, mapping(Image::architecture, toUnmodifiableSet())));
    }

    /** What this snapshot was made of. */
    CatalogContent content() {
        return content;
    }

    /** Counts the file sets taken over; two snapshots of one version are equal. */
    public long version() {
        return content.version();
    }

    /** All regions in the order of the file, sold or not. */
    public List<Region> regions() {
        return content.regions();
    }

    public @Nullable Region region(String id) {
        return regions.get(id);
    }

    public @Nullable Zone zone(String id) {
        return zones.get(id);
    }

    /** The region a zone of this snapshot lies in. */
    public Region regionOf(Zone zone) {
        return present(regions.get(zone.region()), "region", zone.region());
    }

    /** All families in the order of the file, sold or not. */
    public List<Family> families() {
        return content.families();
    }

    public @Nullable Family family(String id) {
        return families.get(id);
    }

    /** The family of a type of this snapshot. */
    public Family familyOf(InstanceType type) {
        return present(families.get(type.family()), "family", type.family());
    }

    public @Nullable InstanceType type(String id) {
        return types.get(id);
    }

    /** All public images in the order of the file, offered or not. */
    public List<Image> images() {
        return content.images();
    }

    /** The image with this id or alias. */
    public @Nullable Image image(String idOrAlias) {
        return images.get(content.imageAliases().getOrDefault(idOrAlias, idOrAlias));
    }

    /** All disk types in the order of the file, sold or not. */
    public List<DiskType> diskTypes() {
        return content.diskTypes();
    }

    public @Nullable DiskType diskType(String id) {
        return diskTypes.get(id);
    }

    /** The documents the figures come from, by id. */
    public Map<String, Source> sources() {
        return content.sources();
    }

    /** Price of a type's vCPU and memory, or null if no price is known for this region and operating system. */
    public @Nullable ComputePrice computePrice(String region, String instanceType, OsType os) {
        return prices(region).compute().getOrDefault(os, Map.of()).get(instanceType);
    }

    /** Price of a GB of this disk type per month (prepaid) or hour (postpaid), or null if it is not sold there. */
    public @Nullable UnitPrice diskPrice(String region, String diskType, ChargeType chargeType) {
        return prices(region).disks().getOrDefault(chargeType, Map.of()).get(diskType);
    }

    /** Price of bandwidth per month (prepaid) or hour (postpaid), or null if it is not sold there. */
    public @Nullable BandwidthPrice bandwidthPrice(String region, ChargeType chargeType) {
        return prices(region).bandwidth().get(chargeType);
    }

    /** Price of a GB of outbound traffic, or null if it is not sold there. */
    public @Nullable UnitPrice trafficPrice(String region) {
        return prices(region).traffic();
    }

    /** Factor of the CBS scheme for prepaid cloud disks over this many months, or null if the period is not offered. */
    public @Nullable BigDecimal diskFactor(int months) {
        return content.diskFactors().get(months);
    }

    /** Why nothing at all is sold in this zone, be it for its region; null if something may be. */
    public @Nullable Unavailability unavailability(Zone zone) {
        Unavailability ofRegion = regionOf(zone).unavailability();
        return ofRegion != null ? ofRegion : zone.unavailability();
    }

    /**
     * Why this type is not sold in this zone, for this operating system and charge type, or null if it is. Stock is not
     * looked at: what is merely sold out at the moment counts as sold here. A type that no public image starts on is
     * sold by application only.
     */
    public @Nullable Unavailability unavailability(Zone zone, InstanceType type, OsType os, ChargeType chargeType) {
        Unavailability ofPlace = unavailability(zone);
        if (ofPlace != null) {
            return ofPlace;
        }
        if (type.unavailability() != null) {
            return type.unavailability();
        }
        if (!startable.getOrDefault(os, Set.of()).contains(familyOf(type).architecture())) {
            return Unavailability.BY_APPLICATION;
        }
        ComputePrice price = computePrice(zone.region(), type.id(), os);
        if (price == null || !price.isSold(chargeType)) {
            return Unavailability.NO_PRICE;
        }
        return typesIn(zone).contains(type.id()) ? null : Unavailability.NOT_IN_ZONE;
    }

    public boolean isSold(Zone zone, InstanceType type, OsType os, ChargeType chargeType) {
        return unavailability(zone, type, os, chargeType) == null;
    }

    /** Disk types sold in this region for this family and use, in the order of the file. */
    public List<DiskType> diskTypes(String region, Family family, DiskUsage usage, ChargeType chargeType) {
        Set<String> only =
                content.familyDisks().getOrDefault(family.id(), Map.of()).get(usage);
        return content.diskTypes().stream()
                .filter(disk -> disk.listed() && disk.limits(usage).offered())
                .filter(disk -> only == null || only.contains(disk.id()))
                .filter(disk -> diskPrice(region, disk.id(), chargeType) != null)
                .toList();
    }

    /** Images offered for machines of this family, in the order of the file. */
    public List<Image> images(Family family) {
        return content.images().stream()
                .filter(image -> image.listed() && image.architecture().equals(family.architecture()))
                .toList();
    }

    /** Months that can be bought of this type at once, ascending; empty if it is not sold prepaid. */
    public List<Integer> periods(String region, InstanceType type, OsType os) {
        ComputePrice price = computePrice(region, type.id(), os);
        if (price == null || price.perMonth() == null) {
            return List.of();
        }
        return List.copyOf(new TreeSet<>(price.monthFactors().keySet()));
    }

    /** Networks a new machine of this family can stand in, in this region. */
    public List<NetworkType> networkTypes(Region region, Family family) {
        boolean basic = region.basicNetwork() && family.networkTypes().contains(NetworkType.BASIC);
        return basic ? List.of(NetworkType.BASIC, NetworkType.VPC) : List.of(NetworkType.VPC);
    }

    /** Highest outbound bandwidth in Mbps for such a machine ({@code bandwidth_caps.csv}, created since 2020-02-24). */
    public int maxBandwidth(Zone zone, InstanceType type, ChargeType chargeType, InternetChargeType internet) {
        String apiName = internet.apiName(chargeType);
        return Stream.of(Set.of(zone.id()), Set.<String>of())
                .flatMap(zones -> content.bandwidthCaps().stream()
                        .filter(cap -> cap.covers(apiName, chargeType, type.vcpu()))
                        .filter(cap -> zones.isEmpty()
                                ? cap.zones().isEmpty()
                                : cap.zones().containsAll(zones)))
                .mapToInt(BandwidthCap::maxMbps)
                .findFirst()
                .orElse(0);
    }

    /**
     * Every rule that buying this many machines of the specification would break; empty if it can be sold.
     *
     * @param count number of machines
     */
    public List<SpecFault> check(InstanceSpec spec, int count) {
        return new SpecCheck(this, spec, count).faults();
    }

    /** Ids of the types the zone sells, in stock or not. */
    Set<String> typesIn(Zone zone) {
        return content.zoneTypes().getOrDefault(zone.id(), Set.of());
    }

    private RegionPrices prices(String region) {
        return content.prices().getOrDefault(region, RegionPrices.NONE);
    }

    private static <T> T present(@Nullable T value, String what, String id) {
        if (value == null) {
            throw new IllegalArgumentException("No " + what + " " + id + " in this version of the catalogue");
        }
        return value;
    }
}
