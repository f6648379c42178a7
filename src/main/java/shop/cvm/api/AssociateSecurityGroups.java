package shop.cvm.api;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.instance.InstanceId;
import shop.cvm.network.SecurityGroupId;

/** Puts instances behind one more security group. */
@Component
class AssociateSecurityGroups implements Action<AssociateSecurityGroups.Request, Action.Done> {

    private final Targets targets;
    private final Standings standings;
    private final InstanceGroups bindings;

    AssociateSecurityGroups(Targets targets, Standings standings, InstanceGroups bindings) {
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
        bindings.bind(call.account(), named, before -> Stream.concat(before.stream(), groups.stream())
                .toList());
        return new Done();
    }
}
