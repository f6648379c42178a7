package shop.cvm.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairs;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;

/** The account's key pairs, with the instances that they let into. */
@Component
class DescribeKeyPairs implements Action<DescribeKeyPairs.Request, DescribeKeyPairs.Answer> {

    private static final Set<String> FILTERS = Set.of("project-id", "key-name");
    private static final int MOST_VALUES = 5;

    private final KeyPairs keyPairs;
    private final Instances instances;

    DescribeKeyPairs(KeyPairs keyPairs, Instances instances) {
        this.keyPairs = keyPairs;
        this.instances = instances;
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
        Map<KeyPairId, List<InstanceId>> used = instances.withKeyPairs(
                call.account(), page.stream().map(KeyPair::id).toList());
        return new Answer(
                found.size(),
                page.stream()
                        .map(pair -> info(pair, used.getOrDefault(pair.id(), List.of())))
                        .toList());
    }

    private static KeyPairInfo info(KeyPair pair, List<InstanceId> instances) {
        return new KeyPairInfo(
                pair.id().keyPairId(),
                pair.name(),
                0,
                "",
                pair.publicKey(),
                null,
                instances.stream().map(InstanceId::instanceId).toList(),
                Text.utc(pair.createdAt()),
                List.of());
    }
}
