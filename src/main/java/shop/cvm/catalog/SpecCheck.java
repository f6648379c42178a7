package shop.cvm.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.SpecFault.Reason;

/**
 * One check of one specification: finds every fault, each with what is allowed and the nearest choice. What depends on
 * a zone, type or disk type that is not sold is checked against the nearest one, so that all the nearest choices
 * together can be sold.
 */
final class SpecCheck {

    private final CatalogSnapshot catalog;
    private final InstanceSpec spec;
    private final int count;
    private final List<SpecFault> faults = new ArrayList<>();

    SpecCheck(CatalogSnapshot catalog, InstanceSpec spec, int count) {
        this.catalog = catalog;
        this.spec = spec;
        this.count = count;
    }

    List<SpecFault> faults() {
        checkCount();
        Image image = catalog.image(spec.image());
        NearestChoices nearest =
                new NearestChoices(catalog, spec.chargeType(), image == null ? OsType.LINUX : image.osType());
        Zone zone = zone(nearest);
        InstanceType type = zone == null ? null : type(nearest, zone);
        if (zone != null && type != null) {
            checkImage(nearest, image, catalog.familyOf(type));
            checkPeriod(zone, type, nearest.os());
            checkDisks(zone, type);
            checkNetwork(zone, type);
        }
        return List.copyOf(faults);
    }

    /** The zone if it sells anything this way, else the nearest that does; null if there is none. */
    private @Nullable Zone zone(NearestChoices nearest) {
        Zone zone = catalog.zone(spec.zone());
        if (zone != null && (nearest.sells(zone, spec.instanceType()) || nearest.sells(zone))) {
            return zone;
        }
        Zone other = nearest.zone(spec.zone(), spec.instanceType());
        String allowed = ids(nearest.zones().map(Zone::id));
        String id = other == null ? null : other.id();
        if (zone == null) {
            add("zone", Reason.UNKNOWN_ZONE, spec.zone(), allowed, id);
        } else {
            addUnsold("zone", Reason.ZONE_NOT_SOLD, ofZone(zone), spec.zone(), allowed, id);
        }
        return other;
    }

    /** A zone that is open and yet sells nothing has no price for anything, paid for and started like this. */
    private Unavailability ofZone(Zone zone) {
        Unavailability reason = catalog.unavailability(zone);
        return reason == null ? Unavailability.NO_PRICE : reason;
    }

    /** The type if the zone sells it, else the nearest that it does; null if there is none. */
    private @Nullable InstanceType type(NearestChoices nearest, Zone zone) {
        InstanceType type = catalog.type(spec.instanceType());
        Unavailability reason =
                type == null ? null : catalog.unavailability(zone, type, nearest.os(), spec.chargeType());
        if (type != null && reason == null) {
            return type;
        }
        InstanceType other = nearest.type(zone, type);
        String allowed = ids(nearest.types(zone).map(InstanceType::id));
        String id = other == null ? null : other.id();
        if (reason == null) {
            add("type", Reason.UNKNOWN_TYPE, spec.instanceType(), allowed, id);
        } else {
            addUnsold("type", Reason.TYPE_NOT_SOLD, reason, spec.instanceType(), allowed, id);
        }
        return other;
    }

    private void checkImage(NearestChoices nearest, @Nullable Image image, Family family) {
        if (image == null || !image.listed()) {
            Reason reason = image == null ? Reason.UNKNOWN_IMAGE : Reason.IMAGE_NOT_SOLD;
            String allowed = ids(catalog.images(family).stream().map(Image::id));
            add("image", reason, spec.image(), allowed, nearest.image(family, image));
        } else if (!image.architecture().equals(family.architecture())) {
            add("image", Reason.IMAGE_ARCHITECTURE, image.id(), family.architecture(), nearest.image(family, image));
        }
    }

    private void checkCount() {
        if (count < 1 || count > CatalogSnapshot.MAX_COUNT) {
            String nearest = count < 1 ? "1" : String.valueOf(CatalogSnapshot.MAX_COUNT);
            add("count", Reason.COUNT_RANGE, String.valueOf(count), "1–" + CatalogSnapshot.MAX_COUNT, nearest);
        }
    }

    private void checkPeriod(Zone zone, InstanceType type, OsType os) {
        if (!spec.isPrepaid()) {
            if (spec.months() != 0) {
                add("period", Reason.PERIOD_NOT_OFFERED, String.valueOf(spec.months()), "0", "0");
            }
            return;
        }
        List<Integer> periods = catalog.periods(zone.region(), type, os);
        if (!periods.contains(spec.months())) {
            String nearest = periods.stream()
                    .min(Comparator.comparingInt(months -> Math.abs(months - spec.months())))
                    .map(String::valueOf)
                    .orElse(null);
            add(
                    "period",
                    Reason.PERIOD_NOT_OFFERED,
                    String.valueOf(spec.months()),
                    ids(periods.stream().map(String::valueOf)),
                    nearest);
        }
    }

    private void checkDisks(Zone zone, InstanceType type) {
        Family family = catalog.familyOf(type);
        List<DiskType> system = catalog.diskTypes(zone.region(), family, DiskUsage.SYSTEM_DISK, spec.chargeType());
        checkDisk("systemDiskType", "systemDiskSize", spec.systemDisk(), DiskUsage.SYSTEM_DISK, system);
        int disks = spec.dataDisks().size();
        if (disks > CatalogSnapshot.MAX_DATA_DISKS) {
            String max = String.valueOf(CatalogSnapshot.MAX_DATA_DISKS);
            add("dataDisks", Reason.TOO_MANY_DISKS, String.valueOf(disks), "0–" + max, max);
        }
        if (disks == 0) {
            return;
        }
        List<DiskType> data = catalog.diskTypes(zone.region(), family, DiskUsage.DATA_DISK, spec.chargeType());
        for (int index = 0; index < disks; index++) {
            String field = "dataDisks[" + index + "]";
            checkDisk(field + ".type", field + ".size", spec.dataDisks().get(index), DiskUsage.DATA_DISK, data);
        }
    }

    private void checkDisk(String typeField, String sizeField, Disk disk, DiskUsage usage, List<DiskType> offered) {
        for (DiskType type : offered) {
            if (type.id().equals(disk.type())) {
                checkSize(sizeField, disk, type.limits(usage));
                return;
            }
        }
        DiskType nearest = offered.isEmpty() ? null : offered.get(0);
        String allowed = ids(offered.stream().map(DiskType::id));
        add(typeField, Reason.DISK_TYPE_NOT_SOLD, disk.type(), allowed, nearest == null ? null : nearest.id());
        if (nearest != null) {
            checkSize(sizeField, disk, nearest.limits(usage));
        }
    }

    private void checkSize(String field, Disk disk, DiskType.Limits limits) {
        if (!limits.allows(disk.sizeGb())) {
            String allowed = limits.min() + "–" + limits.max() + (limits.step() == 1 ? "" : " / " + limits.step());
            String nearest = String.valueOf(limits.nearest(disk.sizeGb()));
            add(field, Reason.DISK_SIZE, String.valueOf(disk.sizeGb()), allowed, nearest);
        }
    }

    private void checkNetwork(Zone zone, InstanceType type) {
        List<NetworkType> networks = catalog.networkTypes(catalog.regionOf(zone), catalog.familyOf(type));
        if (!networks.contains(spec.networkType())) {
            add(
                    "network",
                    Reason.NETWORK_NOT_SOLD,
                    spec.networkType().name(),
                    ids(networks.stream().map(NetworkType::name)),
                    networks.get(0).name());
        }
        int max = catalog.maxBandwidth(zone, type, spec.chargeType(), spec.internetChargeType());
        int mbps = spec.bandwidthMbps();
        if (mbps < 0 || mbps > max) {
            add(
                    "bandwidth",
                    Reason.BANDWIDTH_RANGE,
                    String.valueOf(mbps),
                    "0–" + max,
                    mbps < 0 ? "0" : String.valueOf(max));
        }
    }

    private void add(String field, Reason reason, String value, String allowed, @Nullable String nearest) {
        faults.add(new SpecFault(field, reason, null, value, allowed, nearest));
    }

    private void addUnsold(
            String field, Reason reason, Unavailability why, String value, String allowed, @Nullable String nearest) {
        faults.add(new SpecFault(field, reason, why, value, allowed, nearest));
    }

    private static String ids(Stream<String> ids) {
        return ids.collect(Collectors.joining(", "));
    }
}
