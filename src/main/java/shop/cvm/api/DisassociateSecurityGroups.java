package shop.cvm.api;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.instance.InstanceId;
import shop.cvm.network.SecurityGroupId;

/** Takes a security group away from instances, which stand behind another one as well. */
@Component
class DisassociateSecurityGroups implements Action<DisassociateSecurityGroups.Request, Action.Done> {

    private final Targets targets;
    private final Standings standings;
    private final InstanceGroups bindings;

    DisassociateSecurityGroups(Targets targets, Standings standings, InstanceGroups bindings) {
        this.targets = targets;
        this.standings = standings;
        this.bindings = bindings;
    }

    record Request(List<String> securityGroupIds, List<String> instanceIds) {}

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
        if (request.securityGroupIds().isEmpty()) {
            throw Fault.MISSING.refusal("SecurityGroupIds");
        }
        List<InstanceId> named = targets.ids(call, request.instanceIds());
        List<SecurityGroupId> groups = standings.groupIds(call, "SecurityGroupIds", request.securityGroupIds());
        bindings.bind(call.account(), named, before -> before.stream()
                .filter(group -> !groups.contains(group))
                .toList());
        return new Done();
    }
}
