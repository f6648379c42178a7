package shop.cvm.api;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.instance.Instance;
import shop.cvm.order.WantedConfiguration;
import tools.jackson.databind.JsonNode;

/** Gives an instance another bandwidth, or another way to pay for its public network. */
@Component
class ResetInstancesInternetMaxBandwidth implements Action<ResetInstancesInternetMaxBandwidth.Request, Action.Done> {

    private final Targets targets;
    private final Changes changes;

    ResetInstancesInternetMaxBandwidth(Targets targets, Changes changes) {
        this.targets = targets;
        this.changes = changes;
    }

    record Request(
            List<String> instanceIds,
            MachineRequest.@Nullable Internet internetAccessible,
            @Nullable JsonNode startTime,
            @Nullable JsonNode endTime) {}

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
        Instance instance = targets.only(call, request.instanceIds());
        Unsold.require("StartTime", request.startTime(), request.endTime());
        changes.make(call, instance, of(instance, request.internetAccessible()), false, name());
        return new Done();
    }

    /**
     * The same machine with another public network.
     *
     * @throws ApiRefusal if it is none that is sold
     */
    static UnaryOperator<WantedConfiguration> of(Instance instance, MachineRequest.@Nullable Internet internet) {
        if (internet == null || internet.internetMaxBandwidthOut() == null) {
            throw Fault.MISSING.refusal("InternetAccessible.InternetMaxBandwidthOut");
        }
        WantedInternet wanted =
                WantedInternet.of(internet, instance.configuration().chargeType());
        InternetChargeType present = instance.configuration().internetChargeType();
        String named = internet.internetChargeType();
        InternetChargeType chargeType = named == null || named.isEmpty() ? present : wanted.chargeType();
        return machine -> new WantedConfiguration(
                machine.instanceType(), machine.systemDiskGb(), machine.dataDisksGb(), chargeType, wanted.mbps());
    }
}
