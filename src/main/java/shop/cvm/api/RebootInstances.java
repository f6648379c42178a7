package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.PowerAction;

/** Shuts instances down and starts them again. */
@Component
class RebootInstances implements Action<RebootInstances.Request, Action.Done> {

    private final Targets targets;
    private final InstanceBatches instances;

    RebootInstances(Targets targets, InstanceBatches instances) {
        this.targets = targets;
        this.instances = instances;
    }

    record Request(
            List<String> instanceIds,
            @Nullable String stopType,
            @Nullable Boolean forceReboot) {}

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
        StopType.require(request.stopType(), request.forceReboot(), "ForceReboot");
        instances.power(call.account(), targets.ids(call, request.instanceIds()), PowerAction.REBOOT);
        return new Done();
    }
}
