package shop.cvm.web.instance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Assortment;
import shop.cvm.catalog.Assortments;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.Localized;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.Instance;

/** The types that an instance can become one of, and why it cannot become one of the others of its zone. */
@Component
class TypeChoices {

    private final Catalog catalog;
    private final Assortments assortments;

    TypeChoices(Catalog catalog, Assortments assortments) {
        this.catalog = catalog;
        this.assortments = assortments;
    }

    /** The types of one family, as the catalogue has them. */
    record Group(Localized family, List<Choice> choices) {}

    /**
     * One type.
     *
     * @param price what its vCPU and memory cost: by the hour in the first price step, or by the month before discount
     * @param reason why it cannot be chosen, as the key of a message; null if it can
     */
    record Choice(
            InstanceType type, BigDecimal price, @Nullable String reason) {}

    /** @param instance read with its disks */
    List<Group> of(Instance instance) {
        CatalogSnapshot snapshot = catalog.snapshot();
        InstanceSpec spec = instance.spec();
        Zone zone = snapshot.zone(spec.zone());
        Image image = snapshot.image(spec.image());
        if (zone == null || image == null) {
            return List.of();
        }
        Assortment assortment = assortments.of(snapshot, zone, spec.chargeType());
        return snapshot.families().stream()
                .map(family -> new Group(
                        family.name(),
                        family.types().stream()
                                .filter(type -> snapshot.isSold(zone, type, image.osType(), spec.chargeType()))
                                .map(type -> new Choice(
                                        type,
                                        price(snapshot, zone, image, spec.chargeType(), type),
                                        reason(snapshot, family, image, spec, type, assortment)))
                                .toList()))
                .filter(group -> !group.choices().isEmpty())
                .toList();
    }

    private static BigDecimal price(
            CatalogSnapshot snapshot, Zone zone, Image image, ChargeType chargeType, InstanceType type) {
        ComputePrice price = Objects.requireNonNull(snapshot.computePrice(zone.region(), type.id(), image.osType()));
        return chargeType == ChargeType.PREPAID
                ? Objects.requireNonNull(price.perMonth())
                : price.steps().get(0).rate().perHour();
    }

    private static @Nullable String reason(
            CatalogSnapshot snapshot,
            Family family,
            Image image,
            InstanceSpec spec,
            InstanceType type,
            Assortment assortment) {
        if (!family.architecture().equals(image.architecture())) {
            return "instance.adjust.type.image";
        }
        if (!sellsDisks(snapshot, family, spec)) {
            return "instance.adjust.type.disks";
        }
        boolean isNow = type.id().equals(spec.instanceType());
        if (type.localDisks() != null && !isNow) {
            return "instance.adjust.type.local";
        }
        return isNow || assortment.sells(type) ? null : "catalog.unavailability." + Unavailability.SOLD_OUT;
    }

    private static boolean sellsDisks(CatalogSnapshot snapshot, Family family, InstanceSpec spec) {
        return Stream.of(DiskUsage.values()).allMatch(usage -> {
            List<String> sold = snapshot
                    .diskTypes(
                            snapshot.regionOf(Objects.requireNonNull(snapshot.zone(spec.zone())))
                                    .id(),
                            family,
                            usage,
                            spec.chargeType())
                    .stream()
                    .map(DiskType::id)
                    .toList();
            return usage == DiskUsage.SYSTEM_DISK
                    ? sold.contains(spec.systemDisk().type())
                    : spec.dataDisks().stream().allMatch(disk -> sold.contains(disk.type()));
        });
    }
}
