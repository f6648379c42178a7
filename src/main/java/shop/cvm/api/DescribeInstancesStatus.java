package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceQuery;
import shop.cvm.instance.InstanceSearch;

/** The states of the account's instances in the region. */
@Component
class DescribeInstancesStatus implements Action<DescribeInstancesStatus.Request, DescribeInstancesStatus.Answer> {

    private final InstanceSearch search;

    DescribeInstancesStatus(InstanceSearch search) {
        this.search = search;
    }

    record Request(
            List<String> instanceIds,
            @Nullable Long offset,
            @Nullable Long limit) {}

    record Status(String instanceId, String instanceState) {}

    record Answer(long totalCount, List<Status> instanceStatusSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Paging paging = Paging.of(request.offset(), request.limit());
        InstanceQuery query = request.instanceIds().isEmpty()
                ? InstanceQuery.of(call.region().id())
                : DescribeInstances.byId(call, request.instanceIds());
        InstanceSearch.Found found = search.find(call.account(), query, paging.offset(), paging.limit());
        return new Answer(
                found.total(),
                found.instances().stream()
                        .map(instance -> new Status(
                                instance.id().instanceId(), instance.state().name()))
                        .toList());
    }
}
