package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.TerminationPlan;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.order.DirectReturns;

/**
 * Gives instances up: those that are paid by the hour are destroyed, prepaid ones are returned, and from the recycle bin
 * they are destroyed as well.
 */
@Component
class TerminateInstances implements Action<TerminateInstances.Request, Action.Done> {

    private final Targets targets;
    private final InstanceBatches instances;
    private final DirectReturns returns;
    private final Refunds refunds;
    private final TerminationPlans plans;

    TerminateInstances(
            Targets targets,
            InstanceBatches instances,
            DirectReturns returns,
            Refunds refunds,
            TerminationPlans plans) {
        this.targets = targets;
        this.instances = instances;
        this.returns = returns;
        this.refunds = refunds;
        this.plans = plans;
    }

    record Request(
            List<String> instanceIds,
            @Nullable Boolean releaseAddress,
            @Nullable Boolean releasePrepaidDataDisks,
            @Nullable Boolean dryRun) {}

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
        List<InstanceId> ids = named.stream().map(Instance::id).toList();
        boolean prepaid = named.get(0).configuration().isPrepaid();
        if (named.stream().anyMatch(one -> one.configuration().isPrepaid() != prepaid)) {
            throw Fault.MIXED_CHARGE_TYPES.refusal();
        }
        boolean released = prepaid && named.stream().allMatch(Instance::isInBin);
        if (Text.isTrue(request.dryRun())) {
            require(call, named, prepaid && !released, prepaid);
            requireUnprotected(ids);
        } else if (released) {
            instances.release(call.account(), ids);
        } else if (prepaid) {
            requireNoneInBin(named);
            returns.give(call.account(), ids);
        } else {
            instances.terminate(call.account(), ids);
        }
        return new Done();
    }

    private void requireUnprotected(List<InstanceId> ids) {
        plans.of(ids).values().stream()
                .filter(TerminationPlan::isProtected)
                .findFirst()
                .ifPresent(plan -> {
                    throw Fault.PROTECTED.refusal(plan.instance());
                });
    }

    private void require(Call call, List<Instance> named, boolean returned, boolean prepaid) {
        if (returned) {
            requireNoneInBin(named);
            refunds.of(call, named);
        } else if (!prepaid) {
            named.stream()
                    .filter(one -> !one.isRunning() && one.state() != InstanceState.STOPPED)
                    .findFirst()
                    .flatMap(one -> Fault.of(one.state()).map(fault -> fault.refusal(one.id())))
                    .ifPresent(refusal -> {
                        throw refusal;
                    });
        }
    }

    private static void requireNoneInBin(List<Instance> named) {
        named.stream().filter(Instance::isInBin).findFirst().ifPresent(one -> {
            throw Fault.STATE_SHUTDOWN.refusal(one.id());
        });
    }
}
