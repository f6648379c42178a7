package shop.cvm.api;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.instance.DiskSearch;
import shop.cvm.instance.InstanceDisk;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.OwnedDisk;

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
    private static final Map<String, DiskSearch.Criterion> COLUMNS = Map.of(
            "disk-usage", DiskSearch.Criterion.USAGE,
            "disk-charge-type", DiskSearch.Criterion.CHARGE_TYPE,
            "disk-id", DiskSearch.Criterion.DISK,
            "disk-type", DiskSearch.Criterion.TYPE,
            "instance-id", DiskSearch.Criterion.INSTANCE,
            "zone", DiskSearch.Criterion.ZONE,
            "tag-key", DiskSearch.Criterion.TAG_KEY,
            "tag-value", DiskSearch.Criterion.TAG_VALUE);

    private static final int MOST_VALUES = 100;
    private static final int MOST_IDS = 100;
    private static final String ATTACHED = "ATTACHED";

    private final DiskSearch search;
    private final InstanceTags tags;

    DescribeDisks(DiskSearch search, InstanceTags tags) {
        this.search = search;
        this.tags = tags;
    }

    record Request(
            List<String> diskIds,
            List<Filter> filters,
            @Nullable Long offset,
            @Nullable Long limit,
            @Nullable String order,
            @Nullable String orderField,
            @Nullable Boolean returnBindAutoSnapshotPolicy) {}

    private enum Order {
        ASC,
        DESC
    }

    private enum OrderField {
        CREATE_TIME,
        DEADLINE
    }

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
            List<Tag> tags,
            boolean shareable,
            boolean snapshotAbility) {}

    record Tag(String key, String value) {}

    record Answer(long totalCount, List<DiskInfo> diskSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        if (!request.diskIds().isEmpty() && !request.filters().isEmpty()) {
            throw Fault.COMBINATION.refusal("DiskIds", "Filters");
        }
        if (request.diskIds().size() > MOST_IDS) {
            throw Fault.TOO_MANY.refusal("DiskIds", request.diskIds().size(), MOST_IDS);
        }
        Filters filters = Filters.of(request.filters(), MOST_VALUES, FILTERS);
        Paging paging = Paging.of(request.offset(), request.limit());
        DiskSearch.Found found = search.find(
                call.account(),
                call.region().id(),
                conditions(request, filters),
                sequence(request),
                paging.offset(),
                paging.limit());
        Map<InstanceId, List<shop.cvm.instance.Tag>> tagged = tags.of(
                found.disks().stream().map(OwnedDisk::instance).distinct().toList());
        return new Answer(
                found.total(),
                found.disks().stream()
                        .map(disk -> info(disk, tagged.getOrDefault(disk.instance(), List.of())))
                        .toList());
    }

    private static Map<DiskSearch.Criterion, List<String>> conditions(Request request, Filters filters) {
        Map<DiskSearch.Criterion, List<String>> conditions = new EnumMap<>(DiskSearch.Criterion.class);
        for (String name : filters.names()) {
            DiskSearch.Criterion column = COLUMNS.get(name);
            List<String> values = Objects.requireNonNull(filters.values(name));
            if (column != null) {
                add(conditions, column, values);
            } else if (!values.contains(String.valueOf(ofAll(name)))) {
                add(conditions, DiskSearch.Criterion.DISK, List.of());
            }
        }
        if (!request.diskIds().isEmpty()) {
            conditions.put(DiskSearch.Criterion.DISK, request.diskIds());
        }
        return conditions;
    }

    /** Two conditions on the same both have to hold. */
    private static void add(
            Map<DiskSearch.Criterion, List<String>> conditions, DiskSearch.Criterion column, List<String> values) {
        conditions.merge(column, values, (one, other) -> one.stream()
                .filter(other::contains)
                .toList());
    }

    private static DiskSearch.Sequence sequence(Request request) {
        OrderField field = Text.named("OrderField", request.orderField(), OrderField.values(), OrderField.CREATE_TIME);
        boolean ascends = Text.named("Order", request.order(), Order.values(), Order.DESC) == Order.ASC;
        return switch (field) {
            case CREATE_TIME -> ascends ? DiskSearch.Sequence.OLDEST_FIRST : DiskSearch.Sequence.NEWEST_FIRST;
            case DEADLINE -> ascends ? DiskSearch.Sequence.SOONEST_OVER_FIRST : DiskSearch.Sequence.LATEST_OVER_FIRST;
        };
    }

    /** What is the same for every disk; null for a condition that none meets. */
    private static @Nullable String ofAll(String name) {
        return switch (name) {
            case "portable" -> "FALSE";
            case "project-id" -> "0";
            case "disk-name" -> "";
            case "disk-state" -> ATTACHED;
            default -> null;
        };
    }

    private static DiskInfo info(OwnedDisk owned, List<shop.cvm.instance.Tag> tags) {
        InstanceDisk disk = owned.disk();
        boolean prepaid = owned.chargeType() == ChargeType.PREPAID;
        return new DiskInfo(
                disk.diskId(),
                "",
                disk.diskType(),
                disk.sizeGb(),
                disk.diskUsage() == DiskUsage.SYSTEM_DISK ? "SYSTEM_DISK" : "DATA_DISK",
                ATTACHED,
                owned.instance().instanceId(),
                true,
                true,
                false,
                0,
                false,
                owned.chargeType().name(),
                new Placement(owned.zone(), 0),
                Text.local(owned.paidAt()),
                owned.expiresAt() == null ? "" : Text.local(owned.expiresAt()),
                prepaid ? owned.renewal().name() : null,
                tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList(),
                false,
                false);
    }
}
