package shop.cvm.api;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.PowerAction;

/** Starts instances that are shut down. */
@Component
class StartInstances implements Action<StartInstances.Request, Action.Done> {

    private final Targets targets;
    private final InstanceBatches instances;

    StartInstances(Targets targets, InstanceBatches instances) {
        this.targets = targets;
        this.instances = instances;
    }

    record Request(List<String> instanceIds) {}

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
        instances.power(call.account(), targets.ids(call, request.instanceIds()), PowerAction.START);
        return new Done();
    }
}
