package shop.cvm.api;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Assortment;
import shop.cvm.catalog.Assortments;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;

/** What a request wants one machine to be, with the defaults of section 10.2 of the contract. */
@Component
class MachineSpecs {

    private static final Set<String> UNSOLD_CHARGE_TYPES = Set.of("SPOTPAID", "CDHPAID", "CDCPAID", "UNDERWRITE");
    private static final Set<Long> PERIODS =
            Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 24L, 36L, 48L, 60L);

    private final Catalog catalog;
    private final Assortments assortments;

    MachineSpecs(Catalog catalog, Assortments assortments) {
        this.catalog = catalog;
        this.assortments = assortments;
    }

    /** @throws ApiRefusal if something is missing, or cannot be asked for */
    InstanceSpec spec(Call call, MachineRequest request) {
        CatalogSnapshot snapshot = catalog.snapshot();
        Zone zone = zone(snapshot, call, request.placement());
        Image image = image(snapshot, request.imageId());
        ChargeType chargeType = chargeType(request.instanceChargeType());
        InstanceType type = type(snapshot, request.instanceType(), zone, image, chargeType);
        WantedDisks disks = new WantedDisks(snapshot, zone, snapshot.familyOf(type), chargeType);
        WantedInternet internet = WantedInternet.of(request.internetAccessible(), chargeType);
        return new InstanceSpec(
                chargeType,
                chargeType == ChargeType.PREPAID ? period(request.instanceChargePrepaid()) : 0,
                zone.id(),
                type.id(),
                image.id(),
                disks.system(request.systemDisk()),
                disks.data(request.dataDisks()),
                NetworkType.VPC,
                internet.chargeType(),
                internet.mbps());
    }

    /** How many machines are wanted. */
    static int count(MachineRequest request) {
        long count = request.instanceCount() == null ? 1 : request.instanceCount();
        if (count < 1 || count > CatalogSnapshot.MAX_COUNT) {
            throw Fault.OUT_OF_RANGE.refusal("InstanceCount", count, "1–" + CatalogSnapshot.MAX_COUNT);
        }
        return (int) count;
    }

    private static Zone zone(CatalogSnapshot snapshot, Call call, MachineRequest.@Nullable Placement placement) {
        if (placement == null || placement.zone() == null) {
            throw Fault.MISSING.refusal("Placement.Zone");
        }
        Unsold.require("Placement.HostIds", placement.hostIds(), placement.hostId(), placement.hostIps());
        Unsold.require(
                "Placement.DedicatedResourcePackIds",
                placement.dedicatedResourcePackIds(),
                placement.dedicatedResourcePackTenancy());
        Unsold.require("Placement.RackId", placement.rackId());
        if (placement.projectId() != null && placement.projectId() != 0) {
            throw Fault.UNKNOWN_PROJECT.refusal(placement.projectId());
        }
        return zone(snapshot, call, placement.zone());
    }

    /** @throws ApiRefusal if the region of the call has no such zone */
    static Zone zone(CatalogSnapshot snapshot, Call call, String id) {
        Zone zone = snapshot.zone(id);
        if (zone == null || !zone.region().equals(call.region().id())) {
            throw Fault.ZONE_OF_OTHER_REGION.refusal("Zone", id);
        }
        return zone;
    }

    /** @throws ApiRefusal if there is none of this id */
    static Image image(CatalogSnapshot snapshot, @Nullable String id) {
        if (id == null || id.isEmpty()) {
            throw Fault.MISSING.refusal("ImageId");
        }
        if (!id.matches("img-[a-z0-9]{8}")) {
            throw Fault.MALFORMED_IMAGE_ID.refusal(id);
        }
        Image image = snapshot.image(id);
        if (image == null) {
            throw Fault.UNKNOWN_IMAGE.refusal("ImageId", id);
        }
        return image;
    }

    private static ChargeType chargeType(@Nullable String name) {
        if (name != null && UNSOLD_CHARGE_TYPES.contains(name)) {
            throw Fault.NOT_SUPPORTED.refusal("InstanceChargeType");
        }
        return Text.named("InstanceChargeType", name, ChargeType.values(), ChargeType.POSTPAID_BY_HOUR);
    }

    /** @throws ApiRefusal if there is none, or nobody can have it */
    static int period(MachineRequest.@Nullable Prepaid prepaid) {
        if (prepaid == null || prepaid.period() == null) {
            throw Fault.MISSING.refusal(prepaid == null ? "InstanceChargePrepaid" : "InstanceChargePrepaid.Period");
        }
        if (!PERIODS.contains(prepaid.period())) {
            throw Fault.INVALID_PERIOD.refusal("Period", prepaid.period(), "");
        }
        return prepaid.period().intValue();
    }

    private InstanceType type(
            CatalogSnapshot snapshot, @Nullable String id, Zone zone, Image image, ChargeType chargeType) {
        if (id == null || id.isEmpty()) {
            return cheapest(snapshot, zone, image, chargeType);
        }
        return type(snapshot, id);
    }

    /** @throws ApiRefusal if there is none of this id */
    static InstanceType type(CatalogSnapshot snapshot, String id) {
        if (!id.matches("[A-Za-z0-9]+\\.[A-Za-z0-9.-]+")) {
            throw Fault.MALFORMED_TYPE.refusal(id);
        }
        InstanceType type = snapshot.type(id);
        if (type == null) {
            throw Fault.UNKNOWN_TYPE.refusal("InstanceType", id);
        }
        return type;
    }

    private InstanceType cheapest(CatalogSnapshot snapshot, Zone zone, Image image, ChargeType chargeType) {
        Assortment assortment = assortments.of(snapshot, zone, chargeType);
        return snapshot.families().stream()
                .filter(family -> family.architecture().equals(image.architecture()))
                .flatMap(family -> family.types().stream())
                .filter(assortment::sells)
                .filter(type -> snapshot.isSold(zone, type, image.osType(), chargeType))
                .min(Comparator.comparing((InstanceType type) -> price(snapshot, type, zone, image, chargeType))
                        .thenComparing(InstanceType::id))
                .orElseThrow(() -> Fault.ZONE_SOLD_OUT.refusal("Zone", zone.id(), unavailability(snapshot, zone)));
    }

    private static Unavailability unavailability(CatalogSnapshot snapshot, Zone zone) {
        Unavailability reason = snapshot.unavailability(zone);
        return reason == null ? Unavailability.SOLD_OUT : reason;
    }

    private static BigDecimal price(
            CatalogSnapshot snapshot, InstanceType type, Zone zone, Image image, ChargeType chargeType) {
        ComputePrice price = Objects.requireNonNull(snapshot.computePrice(zone.region(), type.id(), image.osType()));
        return chargeType == ChargeType.PREPAID
                ? Objects.requireNonNull(price.perMonth())
                : price.steps().get(0).rate().perHour();
    }
}
