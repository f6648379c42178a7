package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.ConditionSearch;
import shop.cvm.instance.InstanceConditions;

/** The states of the account's instances in the region. */
@Component
class DescribeInstancesStatus implements Action<DescribeInstancesStatus.Request, DescribeInstancesStatus.Answer> {

    private final ConditionSearch search;

    DescribeInstancesStatus(ConditionSearch search) {
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
        InstanceConditions query = request.instanceIds().isEmpty()
                ? InstanceConditions.of(call.region().id())
                : DescribeInstances.byId(call, request.instanceIds());
        ConditionSearch.Found found = search.find(call.account(), query, paging.offset(), paging.limit());
        return new Answer(
                found.total(),
                found.instances().stream()
                        .map(instance -> new Status(
                                instance.id().instanceId(), instance.state().name()))
                        .toList());
    }
}
