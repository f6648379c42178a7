package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.RenewFlag;

/** Decides what happens by itself when the time of prepaid instances runs out. */
@Component
class ModifyInstancesRenewFlag implements Action<ModifyInstancesRenewFlag.Request, Action.Done> {

    private final Targets targets;
    private final InstanceBatches instances;

    ModifyInstancesRenewFlag(Targets targets, InstanceBatches instances) {
        this.targets = targets;
        this.instances = instances;
    }

    record Request(List<String> instanceIds, @Nullable String renewFlag) {}

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
        List<Instance> named = targets.all(call, request.instanceIds());
        String flag = request.renewFlag();
        if (flag == null || flag.isEmpty()) {
            throw Fault.MISSING.refusal("RenewFlag");
        }
        RenewFlag renewal = Text.named("RenewFlag", flag, RenewFlag.values(), RenewFlag.NOTIFY_AND_MANUAL_RENEW);
        named.stream()
                .filter(one -> !one.configuration().isPrepaid())
                .findFirst()
                .ifPresent(hourly -> {
                    throw Fault.WRONG_CHARGE_TYPE.refusal(hourly.id());
                });
        instances.choose(call.account(), named.stream().map(Instance::id).toList(), renewal);
        return new Done();
    }
}
