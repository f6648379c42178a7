package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.RenewFlag;
import shop.cvm.order.DirectRenewals;

/** Gives prepaid instances more time, paid from the balance. */
@Component
class RenewInstances implements Action<RenewInstances.Request, Action.Done> {

    private final Targets targets;
    private final DirectRenewals renewals;

    RenewInstances(Targets targets, DirectRenewals renewals) {
        this.targets = targets;
        this.renewals = renewals;
    }

    record Request(
            List<String> instanceIds,
            MachineRequest.@Nullable Prepaid instanceChargePrepaid,
            @Nullable Boolean renewPortableDataDisk) {}

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
        List<InstanceId> named = targets.ids(call, request.instanceIds());
        int months = MachineSpecs.period(request.instanceChargePrepaid());
        String scope = name() + '/' + call.region().id();
        renewals.renew(call.account(), named, months, flag(request), scope);
        return new Done();
    }

    /** Only what is said changes. */
    private static @Nullable RenewFlag flag(Request request) {
        MachineRequest.Prepaid prepaid = request.instanceChargePrepaid();
        return prepaid == null || prepaid.renewFlag() == null ? null : Wishes.renewal(prepaid);
    }
}
