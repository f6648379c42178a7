package shop.cvm.web.instance;

import static shop.cvm.pricing.Component.COMPUTE;
import static shop.cvm.pricing.Component.TRAFFIC;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PasswordRule;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.UsedComponent;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupTemplate;
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
    private final ShopClock clock;

    InstancePage(Instances instances, Orders orders, Returns returns, Networks networks, ShopClock clock) {
        this.instances = instances;
        this.orders = orders;
        this.returns = returns;
        this.networks = networks;
        this.clock = clock;
    }

    /** @return the view's name */
    String fill(Model model, AccountId account, InstanceId id, Problems problems) {
        Instance instance = instances.instance(account, id);
        InstanceView view = view(instance);
        Optional<SecurityGroup> group = networks.securityGroup(account, instance.securityGroup());
        model.addAttribute("instance", instance);
        model.addAttribute("view", view);
        model.addAttribute(
                "subnet", networks.subnets(List.of(instance.subnet())).get(instance.subnet()));
        model.addAttribute("securityGroup", group.orElse(null));
        model.addAttribute("again", query(instance, group.map(SecurityGroup::template)));
        model.addAttribute("keptRate", keptRate(instance));
        model.addAttribute("prepaidSince", prepaidSince(account, instance));
        model.addAttribute("returned", returns.of(id).orElse(null));
        model.addAttribute("seen", InstanceView.seen(List.of(view)));
        model.addAttribute("passwordRule", PasswordRule.of(instance.shape().osType()));
        model.addAttribute("form", UUID.randomUUID().toString());
        model.addAttribute("renewals", RenewFlag.values());
        model.addAttribute(
                "conversion",
                instances
                        .objectionToConversion(instance)
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

    /** What {@link #fill} shows of it that changes by itself. */
    String seen(AccountId account, InstanceId id) {
        return InstanceView.seen(List.of(view(instances.instance(account, id))));
    }

    InstanceView view(Instance instance) {
        return new InstanceView(instance, refunds(List.of(instance)).get(instance.id()), clock.now());
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
    private static String query(Instance instance, Optional<SecurityGroupTemplate> group) {
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
                        instance.isAutoRenewed())
                .query();
    }
}
