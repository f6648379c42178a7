package shop.cvm.order;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.instance.Batch;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Naming;
import shop.cvm.instance.NotConvertible;
import shop.cvm.ledger.Ledger;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;

/**
 * Placing an order that makes hourly machines prepaid ones, in one transaction. It counts them as newly bought prepaid
 * ones; they have their hosts. Whether they can be converted is looked at again under their locks when the order is paid.
 */
@Component
class ConversionPlacement {

    private final OrderRows rows;
    private final OpenRenewals open;
    private final Quotas quotas;
    private final Instances instances;
    private final Networks networks;
    private final Pricing pricing;
    private final Ledger ledger;
    private final OrderSettings settings;
    private final ShopClock clock;

    ConversionPlacement(
            OrderRows rows,
            OpenRenewals open,
            Quotas quotas,
            Instances instances,
            Networks networks,
            Pricing pricing,
            Ledger ledger,
            OrderSettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.open = open;
        this.quotas = quotas;
        this.instances = instances;
        this.networks = networks;
        this.pricing = pricing;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public Order place(AccountId account, PlacementToken request, List<PrepaidWish> wishes) {
        if (wishes.isEmpty() || wishes.size() > Conversions.MOST_MACHINES) {
            throw new IllegalArgumentException("An order converts 1 to " + Conversions.MOST_MACHINES + " machines");
        }
        if (ledger.arrearsSince(account).isPresent()) {
            throw new InArrears(ledger.balance(account).owed());
        }
        List<InstanceId> ids = wishes.stream().map(PrepaidWish::instance).toList();
        Map<InstanceId, Instance> machines = instances.owned(account, ids);
        Map<InstanceId, NotConvertible.Reason> objections = instances.objectionsToConversion(machines.values());
        Order order = new Order(account, request, clock.now(), settings.payWithin());
        OrderTrace.name(order.number().number());
        wishes.stream()
                .sorted(Comparator.comparing(wish -> wish.instance().instanceId()))
                .forEach(wish -> add(
                        order,
                        wish,
                        Objects.requireNonNull(machines.get(wish.instance())),
                        objections.get(wish.instance())));
        open.requireNone(ids);
        Order stored = rows.saveAndFlush(order);
        quotas.take(stored);
        return stored;
    }

    private void add(Order order, PrepaidWish wish, Instance machine, NotConvertible.@Nullable Reason objection) {
        Quote quote = quote(machine, wish.months(), objection);
        AgreedPrice agreed = wish.agreed();
        if (agreed != null && !agreed.isStill(quote)) {
            throw new PriceChanged(agreed, AgreedPrice.of(quote));
        }
        order.add(new ConvertedMachine(machine.id(), machine.configured(), batch(machine, wish)), quote);
    }

    private Batch batch(Instance machine, PrepaidWish wish) {
        SecurityGroupTemplate group = networks.securityGroup(machine.account(), machine.securityGroup())
                .map(SecurityGroup::template)
                .orElse(SecurityGroupTemplate.SSH_22);
        return Batch.of(
                machine.spec().prepaid(wish.months()), 1, Naming.NONE, wish.autoRenew(), machine.loginKind(), group);
    }

    private Quote quote(Instance machine, int months, NotConvertible.@Nullable Reason objection) {
        if (objection != null) {
            throw new NotConvertible(machine.id(), objection);
        }
        return pricing.quote(machine.spec().prepaid(months), 1);
    }

    /** What the page says of each machine: its price, or why it has none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ConversionOffer> offers(AccountId account, List<Instance> machines, int months) {
        Map<InstanceId, OrderNumber> orders =
                open.of(machines.stream().map(Instance::id).toList());
        Map<InstanceId, NotConvertible.Reason> objections = new HashMap<>(instances.objectionsToConversion(machines));
        if (ledger.arrearsSince(account).isPresent()) {
            machines.forEach(machine -> objections.putIfAbsent(machine.id(), NotConvertible.Reason.ARREARS));
        }
        List<ConversionOffer> offers = machines.stream()
                .map(machine -> offer(machine, months, orders.get(machine.id()), objections.get(machine.id())))
                .toList();
        return withinQuota(account, offers);
    }

    private ConversionOffer offer(
            Instance machine, int months, @Nullable OrderNumber order, NotConvertible.@Nullable Reason objection) {
        try {
            Quote quote = quote(machine, months, objection);
            if (order != null) {
                throw new RenewalOpen(order);
            }
            return new ConversionOffer(machine, months, quote, null);
        } catch (NotConvertible | RenewalOpen | InvalidSpec refused) {
            return new ConversionOffer(machine, months, null, refused);
        }
    }

    /** Zone by zone: all of them or none. */
    private List<ConversionOffer> withinQuota(AccountId account, List<ConversionOffer> offers) {
        Instant now = clock.now();
        List<ConversionOffer> within = new ArrayList<>(
                offers.stream().filter(offer -> !offer.isPossible()).toList());
        offers.stream()
                .filter(ConversionOffer::isPossible)
                .collect(groupingBy(offer -> offer.instance().configuration().zoneId()))
                .forEach((zone, possible) -> {
                    Quota quota = quotas.quota(account, zone, ChargeType.PREPAID, now);
                    boolean fits = possible.size() <= quota.remaining();
                    possible.forEach(offer -> within.add(
                            fits
                                    ? offer
                                    : new ConversionOffer(
                                            offer.instance(),
                                            offer.months(),
                                            null,
                                            new QuotaExceeded(quota, possible.size()))));
                });
        within.sort(Comparator.comparing(offer -> offer.instance().id().instanceId()));
        return within;
    }
}
