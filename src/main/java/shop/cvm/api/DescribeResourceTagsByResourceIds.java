package shop.cvm.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Tag;

/** The tags of instances, in the order of the instances that were asked for. */
@Component
class DescribeResourceTagsByResourceIds
        implements Action<DescribeResourceTagsByResourceIds.Request, DescribeResourceTagsByResourceIds.Answer> {

    private static final int USUAL = 15;
    private static final int MOST = 100;
    private static final int MOST_IDS = 50;

    record Request(
            @Nullable String serviceType,
            @Nullable String resourcePrefix,
            List<String> resourceIds,
            @Nullable String resourceRegion,
            @Nullable Long offset,
            @Nullable Long limit) {}

    record Tagged(String tagKey, String tagValue, String resourceId, String serviceType, String category) {}

    record Answer(int totalCount, int offset, int limit, List<Tagged> tags) {}

    private final Instances instances;
    private final InstanceTags tags;

    DescribeResourceTagsByResourceIds(Instances instances, InstanceTags tags) {
        this.instances = instances;
        this.tags = tags;
    }

    @Override
    public Version version() {
        return Version.TAG;
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        require("ServiceType", request.serviceType());
        require("ResourcePrefix", request.resourcePrefix());
        require("ResourceRegion", request.resourceRegion());
        if (request.resourceIds().isEmpty()) {
            throw Fault.MISSING.refusal("ResourceIds");
        }
        if (request.resourceIds().size() > MOST_IDS) {
            throw Fault.TOO_MANY.refusal("ResourceIds", request.resourceIds().size(), MOST_IDS);
        }
        Paging paging = Paging.of(request.offset(), request.limit(), USUAL, MOST, Fault.OUT_OF_RANGE);
        List<Tagged> found = tagged(call, request.resourceIds());
        return new Answer(found.size(), paging.offset(), paging.limit(), paging.of(found));
    }

    /** What is not the account's has none. */
    private List<Tagged> tagged(Call call, List<String> resources) {
        List<InstanceId> asked = resources.stream()
                .distinct()
                .flatMap(id -> InstanceId.parse(id).stream())
                .toList();
        List<InstanceId> own = instances.instances(call.account(), asked).stream()
                .map(Instance::id)
                .toList();
        Map<InstanceId, List<Tag>> all = tags.of(own);
        return own.stream()
                .flatMap(id -> all.getOrDefault(id, List.of()).stream()
                        .map(tag -> new Tagged(tag.key(), tag.value(), id.instanceId(), "cvm", "Custom")))
                .toList();
    }

    private static void require(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw Fault.MISSING.refusal(field);
        }
    }
}
