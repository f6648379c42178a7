package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPairId;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.KeyPairBindings;

/** Has instances let in by a key pair, in place of what they let in by now. */
@Component
class AssociateInstancesKeyPairs implements Action<AssociateInstancesKeyPairs.Request, Action.Done> {

    private static final int MOST = 1;

    private final Targets targets;
    private final KeyPairBindings bindings;

    AssociateInstancesKeyPairs(Targets targets, KeyPairBindings bindings) {
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
            throw Fault.NOT_SUPPORTED.refusal("KeyIds");
        }
        List<InstanceId> named = targets.ids(call, request.instanceIds());
        KeyPairId keyPair = Wishes.keyPair(request.keyIds().get(0));
        bindings.bind(call.account(), named, keyPair, Text.isTrue(request.forceStop()));
        return new Done();
    }
}
