package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.ConditionSearch;
import shop.cvm.instance.InstanceConditions;
import shop.cvm.instance.InstanceCriterion;
import shop.cvm.instance.InstanceId;

/** The account's instances in the region. */
@Component
class DescribeInstances implements Action<DescribeInstances.Request, DescribeInstances.Answer> {

    private final ConditionSearch search;
    private final InstanceFilters filters;
    private final InstanceInfos infos;

    DescribeInstances(ConditionSearch search, InstanceFilters filters, InstanceInfos infos) {
        this.search = search;
        this.filters = filters;
        this.infos = infos;
    }

    record Request(
            List<String> instanceIds,
            List<Filter> filters,
            @Nullable Long offset,
            @Nullable Long limit) {}

    record Answer(long totalCount, List<InstanceInfo> instanceSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        if (!request.instanceIds().isEmpty() && !request.filters().isEmpty()) {
            throw Fault.IDS_AND_FILTERS.refusal("InstanceIds");
        }
        Paging paging = Paging.of(request.offset(), request.limit());
        InstanceConditions query = request.instanceIds().isEmpty()
                ? filters.query(call, request.filters())
                : byId(call, request.instanceIds());
        ConditionSearch.Found found = search.find(call.account(), query, paging.offset(), paging.limit());
        return new Answer(found.total(), infos.of(found.instances(), call.language()));
    }

    /** An id that nobody has is no error: whoever waits for the end of an instance asks for one. */
    static InstanceConditions byId(Call call, List<String> ids) {
        List<String> named = Targets.ids(ids, Targets.MOST).stream()
                .map(InstanceId::instanceId)
                .toList();
        return InstanceConditions.of(call.region().id(), InstanceCriterion.ID, named);
    }
}
