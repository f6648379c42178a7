package shop.cvm.web.instance;

import static shop.cvm.pricing.Component.COMPUTE;
import static shop.cvm.pricing.Component.TRAFFIC;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PasswordRule;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.instance.UsedComponent;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.network.SecurityGroups;
import shop.cvm.order.Orders;
import shop.cvm.order.Refund;
import shop.cvm.order.Returns;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Problems;
import shop.cvm.web.purchase.Selection;

/** What the page of an instance shows: how to connect to it, what it is, and what can be done with it. */
@Component
class InstancePage {

    private final Instances instances;
    private final Orders orders;
    private final Returns returns;
    private final Networks networks;
    private final History history;
    private final TerminationPlans plans;
    private final InstanceTags tags;
    private final InstanceGroups bindings;
    private final SecurityGroups securityGroups;
    private final ShopClock clock;

    InstancePage(
            Instances instances,
            Orders orders,
            Returns returns,
            Networks networks,
            History history,
            TerminationPlans plans,
            InstanceTags tags,
            InstanceGroups bindings,
            SecurityGroups securityGroups,
            ShopClock clock) {
        this.instances = instances;
        this.orders = orders;
        this.returns = returns;
        this.networks = networks;
        this.history = history;
        this.plans = plans;
        this.tags = tags;
        this.bindings = bindings;
        this.securityGroups = securityGroups;
        this.clock = clock;
    }

    /** With the latest part of its history. */
    String fill(Model model, AccountId account, InstanceId id, Problems problems) {
        return fill(model, account, id, problems, 0);
    }

    /**
     * @param past which page of its history, 0 for the latest
     * @return the view's name
     */
    String fill(Model model, AccountId account, InstanceId id, Problems problems, int past) {
        Instance instance = instances.instance(account, id);
        InstanceView view = view(instance);
        List<SecurityGroup> groups = groups(id);
        model.addAttribute("instance", instance);
        model.addAttribute("view", view);
        model.addAttribute(
                "subnet", networks.subnets(List.of(instance.subnet())).get(instance.subnet()));
        model.addAttribute("securityGroups", groups);
        model.addAttribute("again", query(instance, groups));
        model.addAttribute("keptRate", keptRate(instance));
        model.addAttribute("prepaidSince", prepaidSince(account, instance));
        model.addAttribute("returned", returns.of(id).orElse(null));
        model.addAttribute("releasedByOwner", isReleasedByOwner(instance));
        model.addAttribute("seen", InstanceView.seen(List.of(view)));
        model.addAttribute("passwordRule", PasswordRule.of(instance.shape().osType()));
        model.addAttribute("form", UUID.randomUUID().toString());
        model.addAttribute("renewals", RenewFlag.values());
        model.addAttribute("tags", tags.of(List.of(id)).getOrDefault(id, List.of()));
        model.addAttribute("plan", plans.of(id).orElse(null));
        model.addAttribute("history", history.of(account, id, past).map(ActView::new));
        model.addAttribute(
                "conversion",
                Optional.ofNullable(instances
                                .objectionsToConversion(List.of(instance))
                                .get(id))
                        .map(reason -> Refusal.ofConversion(reason, instance))
                        .orElse(null));
        model.addAttribute("problems", problems);
        return "instance/page";
    }

    /** When the time began that is paid in advance: a converted one was bought before. */
    private Instant prepaidSince(AccountId account, Instance instance) {
        return instance.configuration().isPrepaid()
                ? instances.terms(account, instance.id()).get(0).startedAt()
                : instance.paidAt();
    }

    /** Whether it is gone from the recycle bin because its owner did not want to wait. */
    private boolean isReleasedByOwner(Instance instance) {
        return instance.configuration().isPrepaid()
                && instance.state().isEnded()
                && history.last(List.of(instance.id()), List.of(ActKind.TERMINATED))
                        .containsKey(instance.id());
    }

    /** What {@link #fill} shows of it that changes by itself. */
    String seen(AccountId account, InstanceId id) {
        return InstanceView.seen(List.of(view(instances.instance(account, id))));
    }

    InstanceView view(Instance instance) {
        return new InstanceView(instance, refunds(List.of(instance)).get(instance.id()), clock.now());
    }

    private List<SecurityGroup> groups(InstanceId id) {
        List<SecurityGroupId> bound = bindings.of(List.of(id)).getOrDefault(id, List.of());
        Map<SecurityGroupId, SecurityGroup> found = securityGroups.groups(bound);
        return bound.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** What an hour of it costs while it is stopped without charge: no vCPU and memory, and no traffic either. */
    private HourlyRate keptRate(Instance instance) {
        if (instance.configuration().isPrepaid()) {
            return HourlyRate.ZERO;
        }
        return instances.used(List.of(instance.id())).stream()
                .map(UsedComponent::rate)
                .filter(rate -> rate.component() != COMPUTE && rate.component() != TRAFFIC)
                .map(InstanceRate::rate)
                .reduce(HourlyRate.ZERO, HourlyRate::plus);
    }

    /** The money of those that could not be made, as far as it is back. */
    Map<InstanceId, Refund> refunds(Collection<Instance> found) {
        return orders.refunds(
                found.stream().filter(Instance::isFailed).map(Instance::id).toList());
    }

    /** The same configuration on the purchase page. */
    private static String query(Instance instance, List<SecurityGroup> groups) {
        Optional<SecurityGroupTemplate> group = groups.stream()
                .flatMap(one -> Stream.ofNullable(one.template()))
                .findFirst();
        InstanceSpec spec = instance.spec();
        return new Selection(
                        spec.chargeType(),
                        "",
                        spec.zone(),
                        spec.instanceType(),
                        spec.image(),
                        spec.systemDisk(),
                        spec.dataDisks(),
                        spec.networkType(),
                        spec.internetChargeType(),
                        spec.bandwidthMbps(),
                        instance.name(),
                        instance.hostName(),
                        instance.loginKind(),
                        group.orElse(SecurityGroupTemplate.SSH_22),
                        1,
                        Math.max(spec.months(), 1),
                        instance.isAutoRenewed(),
                        null)
                .query();
    }
}
