package shop.cvm.api;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Zone;

/** Which disks instances can have, zone by zone. */
@Component
class DescribeDiskConfigQuota implements Action<DescribeDiskConfigQuota.Request, DescribeDiskConfigQuota.Answer> {

    private final Catalog catalog;

    DescribeDiskConfigQuota(Catalog catalog) {
        this.catalog = catalog;
    }

    record Request(
            @Nullable String inquiryType,
            List<String> zones,
            @Nullable String diskChargeType,
            List<String> diskTypes,
            @Nullable String diskUsage,
            List<String> instanceFamilies,
            @Nullable Long cPU,
            @Nullable Long memory) {}

    record DiskConfig(
            boolean available,
            String zone,
            String diskChargeType,
            String diskType,
            String diskUsage,
            int minDiskSize,
            int maxDiskSize,
            int stepSize,
            String instanceFamily,
            String deviceClass) {}

    record Answer(List<DiskConfig> diskConfigSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        String inquiry = request.inquiryType();
        if (inquiry == null || inquiry.isEmpty()) {
            throw Fault.MISSING.refusal("InquiryType");
        }
        if (!inquiry.equals("INQUIRY_CBS_CONFIG") && !inquiry.equals("INQUIRY_CVM_CONFIG")) {
            throw Fault.INVALID_VALUE.refusal("InquiryType", inquiry);
        }
        CatalogSnapshot snapshot = catalog.snapshot();
        return new Answer(call.region().zones().stream()
                .filter(Zone::isSold)
                .filter(zone -> request.zones().isEmpty() || request.zones().contains(zone.id()))
                .flatMap(
                        zone -> families(snapshot, request).flatMap(family -> configs(snapshot, zone, family, request)))
                .filter(config ->
                        request.diskTypes().isEmpty() || request.diskTypes().contains(config.diskType()))
                .distinct()
                .toList());
    }

    private static Stream<Family> families(CatalogSnapshot snapshot, Request request) {
        List<String> named = request.instanceFamilies();
        return named.isEmpty()
                ? snapshot.families().stream().filter(family -> family.unavailability() == null)
                : named.stream().map(snapshot::family).filter(Objects::nonNull);
    }

    private static Stream<DiskConfig> configs(CatalogSnapshot snapshot, Zone zone, Family family, Request request) {
        return Arrays.stream(ChargeType.values())
                .filter(chargeType -> isAsked(request.diskChargeType(), chargeType.name()))
                .flatMap(chargeType -> Arrays.stream(DiskUsage.values())
                        .filter(usage -> isAsked(request.diskUsage(), usage.name()))
                        .flatMap(usage -> snapshot.diskTypes(zone.region(), family, usage, chargeType).stream()
                                .map(type -> config(zone, family, chargeType, usage, type))));
    }

    private static boolean isAsked(@Nullable String asked, String value) {
        return asked == null || asked.isEmpty() || asked.equals(value);
    }

    private static DiskConfig config(Zone zone, Family family, ChargeType chargeType, DiskUsage usage, DiskType type) {
        DiskType.Limits limits = type.limits(usage);
        return new DiskConfig(
                true,
                zone.id(),
                chargeType.name(),
                type.id(),
                usage.name(),
                limits.min(),
                limits.max(),
                limits.step(),
                family.id(),
                family.id());
    }
}
