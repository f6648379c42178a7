package shop.cvm.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.SpecFault.Reason;

/** One check of one specification: finds every fault, each with the nearest choice that works. */
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
        Zone zone = zone();
        InstanceType type = catalog.type(spec.instanceType());
        Image image = image();
        checkCount();
        if (type == null) {
            add("type", Reason.UNKNOWN_TYPE, spec.instanceType(), "", zone == null ? null : anyType(zone, image));
        }
        if (type != null && image != null) {
            checkArchitecture(type, image);
        }
        if (zone != null && type != null) {
            checkInZone(zone, type, image == null ? OsType.LINUX : image.osType());
        }
        return List.copyOf(faults);
    }

    private void checkInZone(Zone zone, InstanceType type, OsType os) {
        if (!catalog.isSold(zone, type, os, spec.chargeType())) {
            add("type", Reason.TYPE_NOT_SOLD, type.id(), "", nearestType(zone, type, os));
        }
        checkPeriod(zone, type, os);
        checkDisks(zone, type);
        checkNetwork(zone, type);
    }

    private @Nullable Zone zone() {
        Zone zone = catalog.zone(spec.zone());
        if (zone == null) {
            add("zone", Reason.UNKNOWN_ZONE, spec.zone(), "", nearestZone(spec.zone()));
        } else if (!zone.isSold() || !catalog.regionOf(zone).isSold()) {
            add("zone", Reason.ZONE_NOT_SOLD, zone.id(), "", nearestZone(zone.id()));
            return null;
        }
        return zone;
    }

    private @Nullable Image image() {
        Image image = catalog.image(spec.image());
        if (image == null) {
            add("image", Reason.UNKNOWN_IMAGE, spec.image(), "", firstImage(null));
        } else if (!image.listed()) {
            add("image", Reason.IMAGE_NOT_SOLD, spec.image(), "", firstImage(image));
        }
        return image;
    }

    private void checkCount() {
        if (count < 1 || count > CatalogSnapshot.MAX_COUNT) {
            String nearest = count < 1 ? "1" : String.valueOf(CatalogSnapshot.MAX_COUNT);
            add("count", Reason.COUNT_RANGE, String.valueOf(count), "1–" + CatalogSnapshot.MAX_COUNT, nearest);
        }
    }

    private void checkArchitecture(InstanceType type, Image image) {
        Family family = catalog.familyOf(type);
        if (image.listed() && !image.architecture().equals(family.architecture())) {
            String nearest =
                    catalog.images(family).stream().map(Image::id).findFirst().orElse(null);
            add("image", Reason.IMAGE_ARCHITECTURE, image.id(), family.architecture(), nearest);
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
            add("period", Reason.PERIOD_NOT_OFFERED, String.valueOf(spec.months()), joined(periods), nearest);
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
        String allowed = offered.stream().map(DiskType::id).collect(Collectors.joining(", "));
        String nearest = offered.isEmpty() ? null : offered.get(0).id();
        add(typeField, Reason.DISK_TYPE_NOT_SOLD, disk.type(), allowed, nearest);
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
                    joined(networks),
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

    /** The first sold zone of the region the id names, else of the whole shop. */
    private @Nullable String nearestZone(String wanted) {
        return catalog.regions().stream()
                .filter(Region::isSold)
                .sorted(Comparator.comparing((Region region) -> !wanted.startsWith(region.id())))
                .flatMap(region -> region.zones().stream())
                .filter(Zone::isSold)
                .map(Zone::id)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String firstImage(@Nullable Image like) {
        return catalog.images().stream()
                .filter(Image::listed)
                .sorted(Comparator.comparing(
                        (Image image) -> like == null || !image.platform().equals(like.platform())))
                .map(Image::id)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String anyType(Zone zone, @Nullable Image image) {
        OsType os = image == null ? OsType.LINUX : image.osType();
        return soldTypes(zone, os).stream().map(InstanceType::id).findFirst().orElse(null);
    }

    /** The sold type closest in vCPU, then memory; of the same family if it has one. */
    private @Nullable String nearestType(Zone zone, InstanceType wanted, OsType os) {
        return soldTypes(zone, os).stream()
                .min(Comparator.comparing((InstanceType type) -> !type.family().equals(wanted.family()))
                        .thenComparing(type -> Math.abs(type.vcpu() - wanted.vcpu()))
                        .thenComparing(type -> Math.abs(type.memoryGib() - wanted.memoryGib())))
                .map(InstanceType::id)
                .orElse(null);
    }

    private List<InstanceType> soldTypes(Zone zone, OsType os) {
        return catalog.families().stream()
                .flatMap(family -> family.types().stream())
                .filter(type -> catalog.isSold(zone, type, os, spec.chargeType()))
                .toList();
    }

    private void add(String field, Reason reason, String value, String allowed, @Nullable String nearest) {
        faults.add(new SpecFault(field, reason, value, allowed, nearest));
    }

    private static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
