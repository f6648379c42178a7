package shop.cvm.api;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.TerminationPlans;

/** Lets instances go on that were to be terminated at a set time. */
@Component
class DeleteInstancesActionTimer implements Action<DeleteInstancesActionTimer.Request, Action.Done> {

    private final Targets targets;
    private final TerminationPlans plans;

    DeleteInstancesActionTimer(Targets targets, TerminationPlans plans) {
        this.targets = targets;
        this.plans = plans;
    }

    record Request(List<String> actionTimerIds) {}

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
        if (request.actionTimerIds().isEmpty()) {
            throw Fault.MISSING.refusal("ActionTimerIds");
        }
        List<InstanceId> named = targets.ids(
                call,
                DescribeInstancesActionTimer.instances(request.actionTimerIds()).stream()
                        .map(InstanceId::instanceId)
                        .toList());
        plans.cancel(call.account(), named);
        return new Done();
    }
}
