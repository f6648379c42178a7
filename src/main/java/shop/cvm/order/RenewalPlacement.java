package shop.cvm.order;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.instance.Batch;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Naming;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** Placing an order for more time, in one transaction. It takes neither quota nor stock: its machines are there. */
@Component
class RenewalPlacement {

    private final OrderRows rows;
    private final Instances instances;
    private final Networks networks;
    private final Pricing pricing;
    private final OrderSettings settings;
    private final ShopClock clock;

    RenewalPlacement(
            OrderRows rows,
            Instances instances,
            Networks networks,
            Pricing pricing,
            OrderSettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.instances = instances;
        this.networks = networks;
        this.pricing = pricing;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether a machine can be renewed is looked at again under its lock when the order is paid. */
    @Transactional
    public Order place(AccountId account, PlacementToken request, List<Renewal> renewals) {
        if (renewals.isEmpty() || renewals.size() > Renewals.MOST_MACHINES) {
            throw new IllegalArgumentException("An order renews 1 to " + Renewals.MOST_MACHINES + " machines");
        }
        requireNotOpen(renewals.stream().map(Renewal::instance).toList());
        return rows.saveAndFlush(draw(account, request, renewals));
    }

    /** The order, before it is stored. */
    Order draw(AccountId account, PlacementToken request, List<Renewal> renewals) {
        Order order = new Order(account, request, clock.now(), settings.payWithin());
        List<InstanceId> ids = renewals.stream().map(Renewal::instance).toList();
        Map<InstanceId, Instance> machines = instances.owned(account, ids);
        Map<SecurityGroupId, SecurityGroupTemplate> groups = groups(account, machines.values());
        renewals.stream()
                .sorted(Comparator.comparing(renewal -> renewal.instance().instanceId()))
                .forEach(renewal ->
                        add(order, renewal, Objects.requireNonNull(machines.get(renewal.instance())), groups));
        return order;
    }

    /** @throws RenewalOpen if one of these machines is in another order that can still be paid */
    @Transactional(readOnly = true)
    public void requireNotOpen(List<InstanceId> machines) {
        rows.findOpenFor(machines.stream().map(InstanceId::instanceId).toList()).stream()
                .findFirst()
                .ifPresent(open -> {
                    throw new RenewalOpen(open.number());
                });
    }

    /** What the page says of one machine: its price, or why it has none. */
    @Transactional(readOnly = true)
    public RenewalOffer offer(Instance machine, int months) {
        try {
            Quote quote = quote(machine, months);
            requireNotOpen(List.of(machine.id()));
            return new RenewalOffer(
                    machine, months, ShopCalendar.plusMonths(machine.expiresAt().orElseThrow(), months), quote, null);
        } catch (NotRenewable | RenewalOpen | InvalidSpec refused) {
            return new RenewalOffer(machine, months, null, null, refused);
        }
    }

    private void add(
            Order order, Renewal renewal, Instance machine, Map<SecurityGroupId, SecurityGroupTemplate> groups) {
        Quote quote = quote(machine, renewal.months());
        AgreedPrice agreed = renewal.agreed();
        if (agreed != null && !agreed.isStill(quote)) {
            throw new PriceChanged(agreed, AgreedPrice.of(quote));
        }
        SecurityGroupTemplate group = groups.getOrDefault(machine.securityGroup(), SecurityGroupTemplate.SSH_22);
        order.add(new RenewedMachine(machine.id(), batch(machine, renewal.months(), group)), quote);
    }

    private Quote quote(Instance machine, int months) {
        if (!machine.isRenewable()) {
            throw new NotRenewable(machine);
        }
        return pricing.quote(machine.spec().withMonths(months), 1);
    }

    /** One query for each group: as a rule all stand behind the same. */
    private Map<SecurityGroupId, SecurityGroupTemplate> groups(AccountId account, Collection<Instance> machines) {
        Map<SecurityGroupId, SecurityGroupTemplate> groups = new HashMap<>();
        machines.stream().map(Instance::securityGroup).distinct().forEach(id -> networks.securityGroup(account, id)
                .ifPresent(group -> groups.put(id, group.template())));
        return groups;
    }

    private static Batch batch(Instance machine, int months, SecurityGroupTemplate group) {
        return Batch.of(
                machine.spec().withMonths(months), 1, Naming.NONE, machine.isAutoRenewed(), machine.loginKind(), group);
    }
}
