package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.StoppedMode;

/** Shuts instances down. */
@Component
class StopInstances implements Action<StopInstances.Request, Action.Done> {

    private final Targets targets;
    private final InstanceBatches instances;

    StopInstances(Targets targets, InstanceBatches instances) {
        this.targets = targets;
        this.instances = instances;
    }

    record Request(
            List<String> instanceIds,
            @Nullable String stopType,
            @Nullable Boolean forceStop,
            @Nullable String stoppedMode) {}

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
        StopType.require(request.stopType(), request.forceStop(), "ForceStop");
        StoppedMode mode =
                Text.named("StoppedMode", request.stoppedMode(), StoppedMode.values(), StoppedMode.KEEP_CHARGING);
        instances.stop(call.account(), targets.ids(call, request.instanceIds()), mode);
        return new Done();
    }
}
