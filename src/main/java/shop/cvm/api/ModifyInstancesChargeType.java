package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.ChargeType;
import shop.cvm.instance.Instance;
import shop.cvm.instance.RenewFlag;
import shop.cvm.order.Conversions;
import shop.cvm.order.DirectConversions;
import shop.cvm.order.PrepaidWish;

/** Makes instances that are paid by the hour prepaid ones, paid from the balance; there is no way back. */
@Component
class ModifyInstancesChargeType implements Action<ModifyInstancesChargeType.Request, Action.Done> {

    private final Targets targets;
    private final DirectConversions conversions;

    ModifyInstancesChargeType(Targets targets, DirectConversions conversions) {
        this.targets = targets;
        this.conversions = conversions;
    }

    record Request(
            List<String> instanceIds,
            @Nullable String instanceChargeType,
            MachineRequest.@Nullable Prepaid instanceChargePrepaid,
            @Nullable Boolean modifyPortableDataDisk) {}

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
        List<Instance> named = named(targets, call, request);
        int months = MachineSpecs.period(request.instanceChargePrepaid());
        RenewFlag flag = Wishes.renewal(request.instanceChargePrepaid());
        conversions.convert(
                call.account(),
                named.stream()
                        .map(one -> new PrepaidWish(one.id(), months, flag == RenewFlag.NOTIFY_AND_AUTO_RENEW, null))
                        .toList(),
                flag == RenewFlag.DISABLE_NOTIFY_AND_MANUAL_RENEW ? flag : null,
                name() + '/' + call.region().id());
        return new Done();
    }

    /** @throws ApiRefusal if something else is wanted than paying these in advance */
    static List<Instance> named(Targets targets, Call call, Request request) {
        List<Instance> named = targets.all(call, request.instanceIds(), Conversions.MOST_MACHINES);
        ChargeType wanted =
                Text.named("InstanceChargeType", request.instanceChargeType(), ChargeType.values(), ChargeType.PREPAID);
        if (wanted != ChargeType.PREPAID) {
            throw Fault.WRONG_CHARGE_TYPE.refusal(named.get(0).id());
        }
        named.forEach(Targets::settled);
        return named;
    }
}
