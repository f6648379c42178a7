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
import shop.cvm.catalog.InstanceSpec;
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

    /**
     * Under the locks of the machines, so that none becomes another one while it is priced; whoever would change it
     * afterwards finds the order. Whether it can be renewed is looked at again when the order is paid.
     */
    @Transactional
    public Order place(AccountId account, PlacementToken request, List<Renewal> renewals) {
        if (renewals.isEmpty() || renewals.size() > Renewals.MOST_MACHINES) {
            throw new IllegalArgumentException("An order renews 1 to " + Renewals.MOST_MACHINES + " machines");
        }
        List<InstanceId> machines = renewals.stream().map(Renewal::instance).toList();
        instances.lockRenewable(machines);
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
    public List<RenewalOffer> offers(List<Instance> machines, RenewalPeriod period, @Nullable Integer bandwidthMbps) {
        Map<InstanceId, OrderNumber> orders =
                open.of(machines.stream().map(Instance::id).toList());
        return machines.stream()
                .map(machine -> offer(
                        new Renewal(machine.id(), period, null, null, bandwidthMbps),
                        machine,
                        orders.get(machine.id())))
                .toList();
    }

    private RenewalOffer offer(Renewal renewal, Instance machine, @Nullable OrderNumber order) {
        try {
            InstanceSpec spec = spec(machine, renewal);
            Quote quote = quote(machine, spec, renewal.period());
            if (order != null) {
                throw new RenewalOpen(order);
            }
            return new RenewalOffer(machine, spec, renewal.period().until(end(machine)), quote, null);
        } catch (NotRenewable | NotLowerable | RenewalOpen | InvalidSpec refused) {
            return new RenewalOffer(machine, null, null, null, refused);
        }
    }

    private void add(
            Order order, Renewal renewal, Instance machine, Map<SecurityGroupId, SecurityGroupTemplate> groups) {
        RenewalPeriod period = renewal.period();
        InstanceSpec spec = spec(machine, renewal);
        Quote quote = quote(machine, spec, period);
        Instant from = end(machine);
        if (renewal.from() != null && !renewal.from().equals(from)) {
            throw new EndMoved(machine.id(), from);
        }
        AgreedPrice agreed = renewal.agreed();
        if (agreed != null && !agreed.isStill(quote)) {
            throw new PriceChanged(agreed, AgreedPrice.of(quote));
        }
        SecurityGroupTemplate group = groups.getOrDefault(machine.securityGroup(), SecurityGroupTemplate.SSH_22);
        Batch batch = Batch.of(spec, 1, Naming.NONE, machine.isAutoRenewed(), machine.loginKind(), group);
        int before = machine.specAtEnd().bandwidthMbps();
        Integer lowersFrom = spec.bandwidthMbps() < before ? before : null;
        order.add(new RenewedMachine(machine.id(), from, period.daysFrom(from), batch, lowersFrom), quote);
    }

    /** What the machine is when its new time begins. */
    private static InstanceSpec spec(Instance machine, Renewal renewal) {
        if (!machine.isRenewable()) {
            throw new NotRenewable(machine);
        }
        InstanceSpec spec = machine.specAtEnd().withMonths(renewal.period().months());
        Integer wanted = renewal.bandwidthMbps();
        if (wanted == null || wanted == spec.bandwidthMbps()) {
            return spec;
        }
        int most = Renewals.mostBandwidth(machine);
        if (wanted < 1 || wanted > most) {
            throw new NotLowerable(machine.id(), most);
        }
        return spec.withBandwidth(wanted);
    }

    private Quote quote(Instance machine, InstanceSpec spec, RenewalPeriod period) {
        return period.priced(pricing.quote(spec, 1), end(machine));
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
}
