package shop.cvm.api;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.instance.ConditionSearch;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceConditions;
import shop.cvm.instance.InstanceCriterion;
import shop.cvm.instance.InstanceDisk;

/** The disks of the account's instances in the region. */
@Component
class DescribeDisks implements Action<DescribeDisks.Request, DescribeDisks.Answer> {

    private static final Set<String> FILTERS = Set.of(
            "disk-usage",
            "disk-charge-type",
            "portable",
            "project-id",
            "disk-id",
            "disk-name",
            "disk-type",
            "disk-state",
            "instance-id",
            "zone",
            "tag-key",
            "tag-value");
    private static final int MOST_VALUES = 100;
    private static final int MOST_INSTANCES = 10_000;
    private static final String ATTACHED = "ATTACHED";

    private final ConditionSearch search;

    DescribeDisks(ConditionSearch search) {
        this.search = search;
    }

    record Request(
            List<String> diskIds,
            List<Filter> filters,
            @Nullable Long offset,
            @Nullable Long limit,
            @Nullable String order,
            @Nullable String orderField,
            @Nullable Boolean returnBindAutoSnapshotPolicy) {}

    record Placement(String zone, int projectId) {}

    record DiskInfo(
            String diskId,
            String diskName,
            String diskType,
            int diskSize,
            String diskUsage,
            String diskState,
            String instanceId,
            boolean attached,
            boolean deleteWithInstance,
            boolean encrypt,
            int throughputPerformance,
            boolean portable,
            String diskChargeType,
            Placement placement,
            String createTime,
            String deadlineTime,
            @Nullable String renewFlag,
            List<Object> tags,
            boolean shareable,
            boolean snapshotAbility) {}

    record Answer(int totalCount, List<DiskInfo> diskSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        if (!request.diskIds().isEmpty() && !request.filters().isEmpty()) {
            throw Fault.COMBINATION.refusal("DiskIds", "Filters");
        }
        Filters filters = Filters.of(request.filters(), MOST_VALUES, FILTERS);
        Paging paging = Paging.of(request.offset(), request.limit());
        InstanceConditions query = query(call, request, filters);
        List<DiskInfo> found = search.find(call.account(), query, 0, MOST_INSTANCES).instances().stream()
                .flatMap(instance -> instance.disks().stream().map(disk -> info(instance, disk)))
                .filter(disk -> request.diskIds().isEmpty() || request.diskIds().contains(disk.diskId()))
                .filter(disk -> filters.hold(name -> value(disk, name)))
                .toList();
        return new Answer(found.size(), paging.of(found));
    }

    /** Only the instances that can have such disks. */
    private static InstanceConditions query(Call call, Request request, Filters filters) {
        Map<InstanceCriterion, List<String>> conditions = new EnumMap<>(InstanceCriterion.class);
        put(conditions, InstanceCriterion.DISK, filters.values("disk-id"));
        put(conditions, InstanceCriterion.ID, filters.values("instance-id"));
        put(conditions, InstanceCriterion.ZONE, filters.values("zone"));
        if (!request.diskIds().isEmpty()) {
            conditions.put(InstanceCriterion.DISK, request.diskIds());
        }
        return new InstanceConditions(call.region().id(), conditions, null, null);
    }

    private static void put(
            Map<InstanceCriterion, List<String>> conditions,
            InstanceCriterion criterion,
            @Nullable List<String> values) {
        if (values != null) {
            conditions.put(criterion, values);
        }
    }

    private static @Nullable String value(DiskInfo disk, String name) {
        return switch (name) {
            case "disk-usage" -> disk.diskUsage();
            case "disk-charge-type" -> disk.diskChargeType();
            case "portable" -> "FALSE";
            case "project-id" -> "0";
            case "disk-id" -> disk.diskId();
            case "disk-name" -> disk.diskName();
            case "disk-type" -> disk.diskType();
            case "disk-state" -> disk.diskState();
            case "instance-id" -> disk.instanceId();
            case "zone" -> disk.placement().zone();
            default -> null;
        };
    }

    private static DiskInfo info(Instance instance, InstanceDisk disk) {
        boolean prepaid = instance.configuration().isPrepaid();
        return new DiskInfo(
                disk.diskId(),
                "",
                disk.diskType(),
                disk.sizeGb(),
                disk.diskUsage() == DiskUsage.SYSTEM_DISK ? "SYSTEM_DISK" : "DATA_DISK",
                ATTACHED,
                instance.id().instanceId(),
                true,
                true,
                false,
                0,
                false,
                instance.configuration().chargeType().name(),
                new Placement(instance.configuration().zoneId(), 0),
                Text.local(instance.paidAt()),
                instance.expiresAt().map(Text::local).orElse(""),
                prepaid ? instance.renewal().name() : null,
                List.of(),
                false,
                false);
    }
}
