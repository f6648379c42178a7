package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tags of instances: none, for the shop has none yet to tell. */
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

    record Answer(int totalCount, int offset, int limit, List<Object> tags) {}

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
        return new Answer(0, paging.offset(), paging.limit(), List.of());
    }

    private static void require(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw Fault.MISSING.refusal(field);
        }
    }
}
