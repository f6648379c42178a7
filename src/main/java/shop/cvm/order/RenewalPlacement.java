package shop.cvm.order;

import java.util.Comparator;
import java.util.List;
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
import shop.cvm.network.SecurityGroup;
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
        renewals.stream()
                .sorted(Comparator.comparing(renewal -> renewal.instance().instanceId()))
                .forEach(renewal -> add(order, renewal));
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

    private void add(Order order, Renewal renewal) {
        Instance machine = instances.instance(order.account(), renewal.instance());
        Quote quote = quote(machine, renewal.months());
        AgreedPrice agreed = renewal.agreed();
        if (agreed != null && !agreed.isStill(quote)) {
            throw new PriceChanged(agreed, AgreedPrice.of(quote));
        }
        order.add(new RenewedMachine(machine.id(), batch(machine, renewal.months())), quote);
    }

    private Quote quote(Instance machine, int months) {
        if (!machine.isRenewable()) {
            throw new NotRenewable(machine);
        }
        return pricing.quote(machine.spec().withMonths(months), 1);
    }

    private Batch batch(Instance machine, int months) {
        SecurityGroupTemplate group = networks.securityGroup(machine.account(), machine.securityGroup())
                .map(SecurityGroup::template)
                .orElse(SecurityGroupTemplate.SSH_22);
        return Batch.of(
                machine.spec().withMonths(months), 1, Naming.NONE, machine.isAutoRenewed(), machine.loginKind(), group);
    }
}
