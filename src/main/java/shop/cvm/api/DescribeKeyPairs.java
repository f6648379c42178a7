package shop.cvm.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairs;
import shop.cvm.instance.ConditionSearch;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceConditions;
import shop.cvm.instance.InstanceCriterion;

/** The account's key pairs, with the instances that they let into. */
@Component
class DescribeKeyPairs implements Action<DescribeKeyPairs.Request, DescribeKeyPairs.Answer> {

    private static final Set<String> FILTERS = Set.of("project-id", "key-name");
    private static final int MOST_VALUES = 5;
    private static final int MOST_INSTANCES = 1000;

    private final KeyPairs keyPairs;
    private final ConditionSearch search;

    DescribeKeyPairs(KeyPairs keyPairs, ConditionSearch search) {
        this.keyPairs = keyPairs;
        this.search = search;
    }

    record Request(
            List<String> keyIds,
            List<Filter> filters,
            @Nullable Long offset,
            @Nullable Long limit) {}

    record Answer(int totalCount, List<KeyPairInfo> keyPairSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        if (!request.keyIds().isEmpty() && !request.filters().isEmpty()) {
            throw Fault.COMBINATION.refusal("KeyIds", "Filters");
        }
        Filters filters = Filters.of(request.filters(), MOST_VALUES, FILTERS);
        Paging paging = Paging.of(request.offset(), request.limit());
        List<KeyPairId> ids = request.keyIds().stream().map(Wishes::keyPair).toList();
        List<KeyPair> found = keyPairs.keyPairs(call.account()).stream()
                .filter(pair -> ids.isEmpty() || ids.contains(pair.id()))
                .filter(pair -> filters.allow("key-name", pair.name()) && filters.allow("project-id", "0"))
                .toList();
        List<KeyPair> page = paging.of(found);
        Map<KeyPairId, List<String>> instances = instances(call, page);
        return new Answer(
                found.size(),
                page.stream()
                        .map(pair -> info(pair, instances.getOrDefault(pair.id(), List.of())))
                        .toList());
    }

    private Map<KeyPairId, List<String>> instances(Call call, List<KeyPair> pairs) {
        List<String> ids = pairs.stream().map(pair -> pair.id().keyPairId()).toList();
        InstanceConditions query = InstanceConditions.of(null, InstanceCriterion.KEY_PAIR, ids);
        return search.find(call.account(), query, 0, MOST_INSTANCES).instances().stream()
                .collect(Collectors.groupingBy(
                        (Instance instance) -> instance.keyPair().orElseThrow(),
                        Collectors.mapping(instance -> instance.id().instanceId(), Collectors.toList())));
    }

    private static KeyPairInfo info(KeyPair pair, List<String> instances) {
        return new KeyPairInfo(
                pair.id().keyPairId(),
                pair.name(),
                0,
                "",
                pair.publicKey(),
                null,
                instances,
                Text.utc(pair.createdAt()),
                List.of());
    }
}
