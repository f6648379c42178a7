package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.AttributeChange;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.InstanceId;
import tools.jackson.databind.JsonNode;

/** Calls instances something else, puts them behind other security groups, protects them from termination. */
@Component
class ModifyInstancesAttribute implements Action<ModifyInstancesAttribute.Request, Action.Done> {

    private final Targets targets;
    private final Standings standings;
    private final InstanceBatches instances;

    ModifyInstancesAttribute(Targets targets, Standings standings, InstanceBatches instances) {
        this.targets = targets;
        this.standings = standings;
        this.instances = instances;
    }

    record Request(
            List<String> instanceIds,
            @Nullable String instanceName,
            List<String> securityGroups,
            @Nullable Boolean disableApiTermination,
            @Nullable JsonNode hostName,
            @Nullable JsonNode autoReboot,
            @Nullable JsonNode userData,
            @Nullable JsonNode camRoleName,
            @Nullable JsonNode camRoleType) {}

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
        Unsold.require("HostName", request.hostName());
        Unsold.require("UserData", request.userData());
        Unsold.require("CamRoleName", request.camRoleName());
        String name = request.instanceName();
        if (name != null) {
            Wishes.requireName(name);
        } else {
            requireSomething(request);
        }
        instances.modify(
                call.account(),
                named,
                new AttributeChange(
                        name,
                        standings.groupIds(call, "SecurityGroups", request.securityGroups()),
                        request.disableApiTermination()));
        return new Done();
    }

    private static void requireSomething(Request request) {
        if (request.securityGroups().isEmpty()
                && request.disableApiTermination() == null
                && request.hostName() == null
                && request.userData() == null
                && request.camRoleName() == null) {
            throw Fault.MISSING.refusal("InstanceName");
        }
    }
}
