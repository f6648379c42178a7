package shop.cvm.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.TerminationPlans;

/** Sets the time at which instances that are paid by the hour are terminated. */
@Component
class ImportInstancesActionTimer
        implements Action<ImportInstancesActionTimer.Request, ImportInstancesActionTimer.Answer> {

    private final Targets targets;
    private final TerminationPlans plans;

    ImportInstancesActionTimer(Targets targets, TerminationPlans plans) {
        this.targets = targets;
        this.plans = plans;
    }

    record Request(List<String> instanceIds, MachineRequest.@Nullable Timer actionTimer) {}

    record Answer(List<String> actionTimerIds) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Answer perform(Call call, Request request) {
        List<InstanceId> named = targets.ids(call, request.instanceIds());
        Instant at = ActionTimers.time(request.actionTimer());
        if (at == null) {
            throw Fault.MISSING.refusal("ActionTimer");
        }
        try {
            plans.terminateAt(call.account(), named, at);
        } catch (InstanceIsPrepaid prepaid) {
            throw Fault.TIMER_PREPAID.refusal();
        }
        return new Answer(named.stream().map(ActionTimers::id).toList());
    }
}
