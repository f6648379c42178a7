package shop.cvm.order;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.RenewFlag;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.pricing.Pricing;

/**
 * More time for prepaid machines ({@code domain.md} 11.1): what it costs, and orders for it, which are paid like all
 * others ({@link Orders}).
 */
@Service
public class Renewals {

    /** Machines in one order for their renewal. */
    public static final int MOST_MACHINES = 100;

    private final OrderPlacement orders;
    private final RenewalPlacement placement;
    private final OpenRenewals open;
    private final Instances instances;
    private final Pricing pricing;
    private final Catalog catalog;
    private final Ledger ledger;

    Renewals(
            OrderPlacement orders,
            RenewalPlacement placement,
            OpenRenewals open,
            Instances instances,
            Pricing pricing,
            Catalog catalog,
            Ledger ledger) {
        this.orders = orders;
        this.placement = placement;
        this.open = open;
        this.instances = instances;
        this.pricing = pricing;
        this.catalog = catalog;
        this.ledger = ledger;
    }

    /**
     * Places an order for more time, one line for each machine; it begins where what was paid for ends, or has ended. The
     * same token with the same machines and periods gives the order that was placed first.
     *
     * @param renewals 1 to {@link #MOST_MACHINES}, each of another machine
     * @param token chosen by the caller, 1 to 64 printable ASCII characters
     * @throws TokenReused if the token has placed something else
     * @throws NoSuchInstance if the account has no such machine
     * @throws NotRenewable if one of them cannot be renewed
     * @throws RenewalOpen if one of them is in another such order that can still be paid
     * @throws InvalidSpec if one of them is not sold any more, or not for so long
     * @throws NotLowerable if one of them cannot have that bandwidth then
     * @throws EndMoved if the time of one of them does not end any more when its owner saw it end
     * @throws PriceChanged if the price is not the one that was agreed; like all of these, nothing was placed then
     */
    @Transactional(propagation = Propagation.NEVER)
    public Order place(AccountId account, List<Renewal> renewals, String token) {
        PlacementToken request = PlacementToken.ofPage(token, renewals);
        List<InstanceId> machines = renewals.stream().map(Renewal::instance).toList();
        try {
            // By itself: it gives back hosts, which are locked last, and placing locks machines.
            open.closeDead(machines);
            return placement.place(account, request, renewals);
        } catch (RuntimeException refused) {
            // Perhaps only because this very request has placed its order before, long ago or at this very moment.
            return orders.placed(account, request).orElseThrow(() -> open.reason(machines, refused));
        }
    }

    /** What it takes to renew those of these machines that are the account's, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public List<RenewalOffer> offers(AccountId account, Collection<InstanceId> machines, RenewalPeriod period) {
        return placement.offers(instances.instances(account, machines), period, null);
    }

    /**
     * What it takes to renew a machine with another bandwidth, or why that is not possible now.
     *
     * @throws NoSuchInstance if the account has none of this id
     */
    @Transactional(readOnly = true)
    public RenewalOffer offer(AccountId account, InstanceId machine, RenewalPeriod period, int bandwidthMbps) {
        return placement
                .offers(List.of(instances.instance(account, machine)), period, bandwidthMbps)
                .get(0);
    }

    /**
     * The most bandwidth that a machine can be renewed with. Bandwidth that is paid in advance can be lowered when it is
     * renewed ({@code domain.md} 6.4 and 11.1), but neither in the recycle bin (10.1), nor while it was renewed with less
     * before and does not have that yet.
     *
     * @return what it has, in Mbps; 0 if it cannot be chosen
     */
    public static int mostBandwidth(Instance machine) {
        boolean isFree = machine.isRenewable()
                && !machine.isInBin()
                && machine.laterBandwidth().isEmpty()
                && machine.configuration().isPaidByBandwidth();
        return isFree ? machine.configuration().bandwidthMbps() : 0;
    }

    /**
     * Why a machine cannot be renewed with less bandwidth any more, when that was ordered.
     *
     * @param beforeMbps what it had then
     * @return empty if it still can
     */
    static Optional<VoidReason> obstacleToLowering(Instance machine, int beforeMbps) {
        if (machine.isInBin()) {
            return Optional.of(VoidReason.IN_BIN);
        }
        return mostBandwidth(machine) == beforeMbps ? Optional.empty() : Optional.of(VoidReason.CHANGED);
    }

    /**
     * The periods for which these machines can be paid in advance together, shortest first; whichever of them are not sold by
     * the month at all do not count.
     */
    public SortedSet<Integer> periods(Collection<Instance> machines) {
        CatalogSnapshot snapshot = catalog.snapshot();
        return machines.stream()
                .<SortedSet<Integer>>map(machine -> new TreeSet<>(periods(snapshot, machine)))
                .filter(offered -> !offered.isEmpty())
                .reduce((common, offered) -> {
                    common.retainAll(offered);
                    return common;
                })
                .orElseGet(TreeSet::new);
    }

    private static List<Integer> periods(CatalogSnapshot snapshot, Instance machine) {
        InstanceType type = snapshot.type(machine.configuration().instanceType());
        Zone zone = snapshot.zone(machine.configuration().zoneId());
        return type == null || zone == null
                ? List.of()
                : snapshot.periods(zone.region(), type, machine.shape().osType());
    }

    /**
     * Of which of these machines the owner is to be told that its time runs out: not if they do not want to hear of it,
     * and not if it renews itself and the balance reaches for that ({@code domain.md} 10.1). The balance has to reach for
     * all machines of the account that renew themselves soon, one after the other.
     *
     * @param machines prepaid ones
     */
    @Transactional(readOnly = true)
    public List<Instance> toRemindOf(List<Instance> machines) {
        Set<AccountId> accounts = machines.stream()
                .filter(Instance::isAutoRenewed)
                .map(Instance::account)
                .collect(toSet());
        Set<InstanceId> covered = accounts.isEmpty() ? Set.of() : covered(accounts);
        return machines.stream()
                .filter(machine -> machine.renewal() != RenewFlag.DISABLE_NOTIFY_AND_MANUAL_RENEW)
                .filter(machine -> !machine.isAutoRenewed() || !covered.contains(machine.id()))
                .toList();
    }

    /** The machines of these accounts that will have renewed themselves soon, if no money comes or goes until then. */
    private Set<InstanceId> covered(Set<AccountId> accounts) {
        Map<AccountId, Money> left = new HashMap<>(ledger.available(accounts));
        Set<InstanceId> covered = new HashSet<>();
        for (Instance machine : instances.renewingSoon(accounts)) {
            Money available = left.getOrDefault(machine.account(), Cny.ZERO);
            price(machine, 1).filter(price -> !price.isGreaterThan(available)).ifPresent(price -> {
                left.put(machine.account(), available.minus(price));
                covered.add(machine.id());
            });
        }
        return covered;
    }

    /**
     * What it costs now to keep a machine for so many months more: renewal uses the current price book.
     *
     * @param instance a prepaid one, read with its disks
     * @return empty if its configuration is not sold any more, or not for so long
     */
    public Optional<Money> price(Instance instance, int months) {
        try {
            return Optional.of(
                    pricing.quote(instance.specAtEnd().withMonths(months), 1).total());
        } catch (InvalidSpec withdrawn) {
            return Optional.empty();
        }
    }
}
