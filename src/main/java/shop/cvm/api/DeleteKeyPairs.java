package shop.cvm.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairs;

/** Forgets key pairs that nothing refers to. */
@Component
class DeleteKeyPairs implements Action<DeleteKeyPairs.Request, Action.Done> {

    private static final int MOST = 100;

    private final KeyPairs keyPairs;

    DeleteKeyPairs(KeyPairs keyPairs) {
        this.keyPairs = keyPairs;
    }

    record Request(List<String> keyIds) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Done perform(Call call, Request request) {
        if (request.keyIds().isEmpty()) {
            throw Fault.MISSING.refusal("KeyIds");
        }
        if (request.keyIds().size() > MOST) {
            throw Fault.TOO_MANY.refusal("KeyIds", request.keyIds().size(), MOST);
        }
        List<KeyPairId> ids =
                request.keyIds().stream().map(Wishes::keyPair).distinct().toList();
        Set<KeyPairId> owned =
                keyPairs.keyPairs(call.account()).stream().map(KeyPair::id).collect(Collectors.toSet());
        ids.stream().filter(id -> !owned.contains(id)).findFirst().ifPresent(id -> {
            throw Fault.UNKNOWN_KEY_PAIR_ID.refusal(id);
        });
        keyPairs.delete(call.account(), ids);
        return new Done();
    }
}
