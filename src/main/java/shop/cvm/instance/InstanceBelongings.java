package shop.cvm.instance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.Subnet;
import shop.cvm.network.SubnetId;

/** Reads what belongs to instances and does not stand in their own rows, in one transaction. */
@Service
public class InstanceBelongings {

    private final Networks networks;
    private final InstanceGroups groups;
    private final InstanceTags tags;
    private final TerminationPlans plans;
    private final History history;

    InstanceBelongings(
            Networks networks, InstanceGroups groups, InstanceTags tags, TerminationPlans plans, History history) {
        this.networks = networks;
        this.groups = groups;
        this.tags = tags;
        this.plans = plans;
        this.history = history;
    }

    /** What belongs to some instances. */
    public record All(
            Map<SubnetId, Subnet> subnets,
            Map<InstanceId, List<SecurityGroupId>> groups,
            Map<InstanceId, List<Tag>> tags,
            Map<InstanceId, TerminationPlan> plans,
            Map<InstanceId, History.LastAct> last) {

        /** Null in the basic network, which has none. */
        public @Nullable Subnet subnet(Instance instance) {
            return subnets.get(instance.subnet());
        }

        /** In the order in which their rules are asked. */
        public List<SecurityGroupId> groups(Instance instance) {
            return groups.getOrDefault(instance.id(), List.of());
        }

        public List<Tag> tags(Instance instance) {
            return tags.getOrDefault(instance.id(), List.of());
        }

        /** Whether it is protected from being terminated. */
        public boolean isProtected(Instance instance) {
            TerminationPlan plan = plans.get(instance.id());
            return plan != null && plan.isProtected();
        }

        /** What was done last with it; null if nothing of what was asked for. */
        public History.@Nullable LastAct last(Instance instance) {
            return last.get(instance.id());
        }
    }

    /** @param kinds of acts that count for {@link All#last} */
    @Transactional(readOnly = true)
    public All of(Collection<Instance> instances, Collection<ActKind> kinds) {
        List<InstanceId> ids = instances.stream().map(Instance::id).toList();
        return new All(
                networks.subnets(
                        instances.stream().map(Instance::subnet).distinct().toList()),
                groups.of(ids),
                tags.of(ids),
                plans.of(ids),
                history.last(ids, kinds));
    }
}
