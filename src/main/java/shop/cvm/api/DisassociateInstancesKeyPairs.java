package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPairId;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.KeyPairBindings;

/** Has instances let in by a random password, and no longer by key pairs. */
@Component
class DisassociateInstancesKeyPairs implements Action<DisassociateInstancesKeyPairs.Request, Action.Done> {

    private static final int MOST = 100;

    private final Targets targets;
    private final KeyPairBindings bindings;

    DisassociateInstancesKeyPairs(Targets targets, KeyPairBindings bindings) {
        this.targets = targets;
        this.bindings = bindings;
    }

    record Request(
            List<String> instanceIds,
            List<String> keyIds,
            @Nullable Boolean forceStop) {}

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
        List<InstanceId> named = targets.ids(call, request.instanceIds());
        List<KeyPairId> keyPairs =
                request.keyIds().stream().map(Wishes::keyPair).toList();
        bindings.unbind(call.account(), named, keyPairs, Text.isTrue(request.forceStop()));
        return new Done();
    }
}
