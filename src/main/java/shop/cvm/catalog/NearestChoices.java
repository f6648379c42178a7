package shop.cvm.catalog;

import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is sold for one charge type and operating system, and what of it is closest to something that is not.
 *
 * @param chargeType how the machine is paid for
 * @param os operating system it starts with
 */
record NearestChoices(CatalogSnapshot catalog, ChargeType chargeType, OsType os) {

    /** All zones that sell something. */
    Stream<Zone> zones() {
        return catalog.regions().stream()
                .flatMap(region -> region.zones().stream())
                .filter(this::sells);
    }

    /** All types that the zone sells. */
    Stream<InstanceType> types(Zone zone) {
        return catalog.families().stream()
                .flatMap(family -> family.types().stream())
                .filter(type -> catalog.isSold(zone, type, os, chargeType));
    }

    boolean sells(Zone zone) {
        return types(zone).findAny().isPresent();
    }

    boolean sells(Zone zone, String instanceType) {
        InstanceType type = catalog.type(instanceType);
        return type != null && catalog.isSold(zone, type, os, chargeType);
    }

    /** A zone of the region that the id names, if it has one; rather one that sells the type. */
    @Nullable
    Zone zone(String wanted, String instanceType) {
        return zones().min(Comparator.comparing((Zone zone) -> !wanted.startsWith(zone.region()))
                        .thenComparing(zone -> !sells(zone, instanceType)))
                .orElse(null);
    }

    /** The sold type closest in vCPU, then memory; of the same family if it has one. Any for an unknown type. */
    @Nullable
    InstanceType type(Zone zone, @Nullable InstanceType wanted) {
        if (wanted == null) {
            return types(zone).findFirst().orElse(null);
        }
        return types(zone)
                .min(Comparator.comparing((InstanceType type) -> !type.family().equals(wanted.family()))
                        .thenComparing(type -> Math.abs(type.vcpu() - wanted.vcpu()))
                        .thenComparing(type -> Math.abs(type.memoryGib() - wanted.memoryGib())))
                .orElse(null);
    }

    /** An image of the same operating system for this family; rather one of the same platform. */
    @Nullable
    String image(Family family, @Nullable Image wanted) {
        return catalog.images(family).stream()
                .filter(image -> image.osType() == os)
                .min(Comparator.comparing(
                        (Image image) -> wanted == null || !image.platform().equals(wanted.platform())))
                .map(Image::id)
                .orElse(null);
    }
}
