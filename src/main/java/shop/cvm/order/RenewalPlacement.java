package shop.cvm.order;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import shop.cvm.pricing.ExtraDays;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;

/** Placing an order for more time, in one transaction. It takes neither quota nor stock: its machines are there. */
@Component
class RenewalPlacement {

    private final OrderRows rows;
    private final OpenRenewals open;
    private final Instances instances;
    private final Networks networks;
    private final Pricing pricing;
    private final OrderSettings settings;
    private final ShopClock clock;

    RenewalPlacement(
            OrderRows rows,
            OpenRenewals open,
            Instances instances,
            Networks networks,
            Pricing pricing,
            OrderSettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.open = open;
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
        List<InstanceId> machines = renewals.stream().map(Renewal::instance).toList();
        open.closeDead(machines);
        Order order = draw(account, request, renewals);
        open.requireNone(machines);
        return rows.saveAndFlush(order);
    }

    /** The order, before it is stored. */
    Order draw(AccountId account, PlacementToken request, List<Renewal> renewals) {
        Order order = new Order(account, request, clock.now(), settings.payWithin());
        OrderTrace.name(order.number().number());
        List<InstanceId> ids = renewals.stream().map(Renewal::instance).toList();
        Map<InstanceId, Instance> machines = instances.owned(account, ids);
        Map<SecurityGroupId, SecurityGroupTemplate> groups = groups(account, machines.values());
        renewals.stream()
                .sorted(Comparator.comparing(renewal -> renewal.instance().instanceId()))
                .forEach(renewal ->
                        add(order, renewal, Objects.requireNonNull(machines.get(renewal.instance())), groups));
        return order;
    }

    /** What the page says of each machine: its price, or why it has none. */
    @Transactional(readOnly = true)
    public List<RenewalOffer> offers(List<Instance> machines, RenewalPeriod period) {
        Map<InstanceId, OrderNumber> orders =
                open.of(machines.stream().map(Instance::id).toList());
        return machines.stream()
                .map(machine -> offer(machine, period, orders.get(machine.id())))
                .toList();
    }

    private RenewalOffer offer(Instance machine, RenewalPeriod period, @Nullable OrderNumber order) {
        try {
            Quote quote = quote(machine, period);
            if (order != null) {
                throw new RenewalOpen(order);
            }
            return new RenewalOffer(machine, period, period.until(end(machine)), quote, null);
        } catch (NotRenewable | RenewalOpen | InvalidSpec refused) {
            return new RenewalOffer(machine, period, null, null, refused);
        }
    }

    private void add(
            Order order, Renewal renewal, Instance machine, Map<SecurityGroupId, SecurityGroupTemplate> groups) {
        RenewalPeriod period = renewal.period();
        Quote quote = quote(machine, period);
        Instant from = end(machine);
        if (renewal.from() != null && !renewal.from().equals(from)) {
            throw new EndMoved(machine.id(), from);
        }
        AgreedPrice agreed = renewal.agreed();
        if (agreed != null && !agreed.isStill(quote)) {
            throw new PriceChanged(agreed, AgreedPrice.of(quote));
        }
        SecurityGroupTemplate group = groups.getOrDefault(machine.securityGroup(), SecurityGroupTemplate.SSH_22);
        Batch batch = batch(machine, period.months(), group);
        order.add(new RenewedMachine(machine.id(), from, period.daysFrom(from), batch), quote);
    }

    private Quote quote(Instance machine, RenewalPeriod period) {
        if (!machine.isRenewable()) {
            throw new NotRenewable(machine);
        }
        Quote months = pricing.quote(machine.spec().withMonths(period.months()), 1);
        return ExtraDays.added(months, period.daysFrom(end(machine)));
    }

    private static Instant end(Instance machine) {
        return machine.expiresAt().orElseThrow();
    }

    /** One query for each group: as a rule all stand behind the same. */
    private Map<SecurityGroupId, SecurityGroupTemplate> groups(AccountId account, Collection<Instance> machines) {
        Map<SecurityGroupId, SecurityGroupTemplate> groups = new HashMap<>();
        machines.stream().map(Instance::securityGroup).distinct().forEach(id -> networks.securityGroup(account, id)
                .flatMap(group -> Optional.ofNullable(group.template()))
                .ifPresent(template -> groups.put(id, template)));
        return groups;
    }

    private static Batch batch(Instance machine, int months, SecurityGroupTemplate group) {
        return Batch.of(
                machine.spec().withMonths(months), 1, Naming.NONE, machine.isAutoRenewed(), machine.loginKind(), group);
    }
}
