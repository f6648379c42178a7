package shop.cvm.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
import shop.cvm.ledger.Ledger;
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
    private final Instances instances;
    private final Pricing pricing;
    private final Catalog catalog;
    private final Ledger ledger;

    Renewals(
            OrderPlacement orders,
            RenewalPlacement placement,
            Instances instances,
            Pricing pricing,
            Catalog catalog,
            Ledger ledger) {
        this.orders = orders;
        this.placement = placement;
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
     * @throws PriceChanged if the price is not the one that was agreed; like all of these, nothing was placed then
     */
    @Transactional(propagation = Propagation.NEVER)
    public Order place(AccountId account, List<Renewal> renewals, String token) {
        PlacementToken request = PlacementToken.ofPage(token, renewals);
        try {
            return placement.place(account, request, renewals);
        } catch (RuntimeException refused) {
            // Perhaps only because this very request has placed its order before, long ago or at this very moment.
            return orders.placed(account, request).orElseThrow(() -> reason(renewals, refused));
        }
    }

    /** Whoever was quicker with another order for one of these machines is the reason. */
    private RuntimeException reason(List<Renewal> renewals, RuntimeException refused) {
        try {
            placement.requireNotOpen(renewals.stream().map(Renewal::instance).toList());
            return refused;
        } catch (RenewalOpen open) {
            return open;
        }
    }

    /** What it takes to renew those of these machines that are the account's, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public List<RenewalOffer> offers(AccountId account, Collection<InstanceId> machines, int months) {
        return instances.instances(account, machines).stream()
                .map(machine -> placement.offer(machine, months))
                .toList();
    }

    /** The periods that all of these machines can be renewed for, shortest first. */
    public SortedSet<Integer> periods(Collection<Instance> machines) {
        CatalogSnapshot snapshot = catalog.snapshot();
        return machines.stream()
                .<SortedSet<Integer>>map(machine -> new TreeSet<>(periods(snapshot, machine)))
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
     * Whether the owner of a machine is to be told that its time runs out: not if they do not want to hear of it, and not
     * if it renews itself and the balance reaches for that ({@code domain.md} 10.1).
     *
     * @param instance a prepaid one, read with its disks
     */
    public boolean needsReminder(Instance instance) {
        return switch (instance.renewal()) {
            case NOTIFY_AND_MANUAL_RENEW -> true;
            case DISABLE_NOTIFY_AND_MANUAL_RENEW -> false;
            case NOTIFY_AND_AUTO_RENEW -> {
                Money available = ledger.balance(instance.account()).available();
                yield price(instance, 1)
                        .filter(price -> !price.isGreaterThan(available))
                        .isEmpty();
            }
        };
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
                    pricing.quote(instance.spec().withMonths(months), 1).total());
        } catch (InvalidSpec withdrawn) {
            return Optional.empty();
        }
    }
}
