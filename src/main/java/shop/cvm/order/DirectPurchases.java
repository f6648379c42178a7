package shop.cvm.order;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.catalog.Stock;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidGroups;
import shop.cvm.instance.InvalidHostName;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.InvalidTag;
import shop.cvm.instance.InvalidTerminationTime;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.TerminationIsTimed;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.ledger.InsufficientBalance;

/**
 * Buying in one step: the order is placed and paid from the balance in one transaction, so that what is refused leaves
 * no order behind, and whoever asks next, on whichever node, finds the machines.
 */
@Service
public class DirectPurchases {

    private final OrderPlacement placement;
    private final OrderPayment payment;
    private final Instances instances;
    private final InstanceBatches batches;
    private final InstanceGroups groups;
    private final InstanceTags tags;
    private final TerminationPlans plans;
    private final Reservations reservations;
    private final Stock stock;
    private final TransactionOperations transaction;

    DirectPurchases(
            OrderPlacement placement,
            OrderPayment payment,
            Instances instances,
            InstanceBatches batches,
            InstanceGroups groups,
            InstanceTags tags,
            TerminationPlans plans,
            Reservations reservations,
            Stock stock,
            TransactionOperations transaction) {
        this.placement = placement;
        this.payment = payment;
        this.instances = instances;
        this.batches = batches;
        this.groups = groups;
        this.tags = tags;
        this.plans = plans;
        this.reservations = reservations;
        this.stock = stock;
        this.transaction = transaction;
    }

    /**
     * Buys machines. The same token with the same request gives what was bought first, whenever and however often it
     * comes, and whatever that request would come to by then; one whose purchase was refused is free again.
     *
     * @param request tells it from others
     * @param wish what it comes to now; not asked if it has bought its machines before
     * @return the machines, in the order of their names
     * @throws TokenReused if the token has bought something else
     * @throws InvalidSpec if something in it is not sold
     * @throws InvalidHostName if so many machines cannot have their host names
     * @throws InvalidPassword if a chosen password breaks the rules of its operating system
     * @throws NotVerified if it is sold to verified customers only
     * @throws InArrears if the account owes money
     * @throws QuotaExceeded if the account may not buy as many in the zone
     * @throws InsufficientBalance if less than its price is available
     * @throws InvalidGroups if they cannot stand behind these security groups
     * @throws InvalidTag if they would have too many tags
     * @throws InvalidTerminationTime if they cannot be terminated at this time
     * @throws InstanceIsPrepaid if they are to be terminated at a time, and are prepaid
     * @throws TerminationIsTimed if they are to be protected from that, too
     * @throws SoldOut if there are not enough machines left; like all of these, nothing was bought then
     */
    @Transactional(propagation = Propagation.NEVER)
    public List<InstanceId> buy(AccountId account, DirectRequest request, Supplier<DirectPurchase> wish) {
        PlacementToken token = PlacementToken.ofApi(request);
        return bought(account, token).orElseGet(() -> buyNow(account, token, wish));
    }

    private List<InstanceId> buyNow(AccountId account, PlacementToken token, Supplier<DirectPurchase> wish) {
        try {
            return available(account, wish.get(), token, false);
        } catch (RuntimeException refused) {
            // Perhaps only because this very request has bought its machines at this very moment.
            return bought(account, token).orElseThrow(() -> refused);
        }
    }

    /**
     * Buys machines for a request that nobody can repeat, because it has no token.
     *
     * @param scope where its token would count: the action and its region
     * @throws RuntimeException as {@link #buy}, but for that of a token
     */
    @Transactional(propagation = Propagation.NEVER)
    public List<InstanceId> buyOnce(AccountId account, String scope, DirectPurchase wish) {
        return available(account, wish, PlacementToken.ofApi(unique(scope)), false);
    }

    /**
     * Finds out whether it could be bought now, by doing it and undoing it.
     *
     * @throws RuntimeException as {@link #buy}
     */
    @Transactional(propagation = Propagation.NEVER)
    public void rehearse(AccountId account, DirectPurchase wish) {
        available(account, wish, PlacementToken.ofApi(unique("rehearsal")), true);
    }

    private static DirectRequest unique(String scope) {
        return new DirectRequest(scope, UUID.randomUUID().toString(), "");
    }

    /** With fewer machines, if fewer are left and these are enough. */
    private List<InstanceId> available(
            AccountId account, DirectPurchase wish, PlacementToken request, boolean rehearsal) {
        int count = wish.purchase().count();
        while (true) {
            Purchase purchase = wish.of(count);
            try {
                return transaction.execute(status -> {
                    if (rehearsal) {
                        status.setRollbackOnly();
                    }
                    return place(account, wish, purchase, request);
                });
            } catch (SoldOut soldOut) {
                count = Math.min(count - 1, stock.freeNow(soldOut.zone(), soldOut.instanceType()));
                if (count < wish.fewest()) {
                    throw soldOut;
                }
            }
        }
    }

    private List<InstanceId> place(AccountId account, DirectPurchase wish, Purchase purchase, PlacementToken request) {
        Order order = placement.enterPaid(account, request, List.of(purchase));
        List<InstanceId> machines = payment.fulfilPaid(order);
        if (wish.renewal() == RenewFlag.DISABLE_NOTIFY_AND_MANUAL_RENEW) {
            batches.choose(account, machines, wish.renewal());
        }
        settle(account, machines, wish.settings());
        reservations.take(order);
        return machines;
    }

    /** Nobody else can see the machines yet, so nobody waits for them. */
    private void settle(AccountId account, List<InstanceId> machines, FirstSettings settings) {
        if (!settings.groups().isEmpty()) {
            groups.bind(account, machines, before -> settings.groups());
        }
        if (!settings.tags().isEmpty()) {
            tags.change(account, machines, settings.tags(), Set.of());
        }
        if (settings.terminateAt() != null) {
            plans.terminateAt(account, machines, settings.terminateAt());
        }
        if (settings.isProtected()) {
            plans.protect(account, machines, true);
        }
    }

    private Optional<List<InstanceId>> bought(AccountId account, PlacementToken request) {
        return placement.placed(account, request).map(order -> machines(account, order));
    }

    private List<InstanceId> machines(AccountId account, Order order) {
        return instances.ofOrder(account, order.number().number()).stream()
                .map(Instance::id)
                .toList();
    }
}
