package shop.cvm.order;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.RenewFlag;
import shop.cvm.ledger.InsufficientBalance;

/**
 * More time in one step: ordered and paid from the balance in one transaction, for all machines or for none. The machines
 * are locked before anybody looks at their time, so that two such requests at once give time twice and pay twice, as two
 * requests one after the other do.
 */
@Service
public class DirectRenewals {

    private final OrderRows rows;
    private final RenewalPlacement placement;
    private final OpenRenewals open;
    private final OrderPayment payment;
    private final Instances instances;
    private final InstanceBatches batches;
    private final TransactionOperations transaction;

    DirectRenewals(
            OrderRows rows,
            RenewalPlacement placement,
            OpenRenewals open,
            OrderPayment payment,
            Instances instances,
            InstanceBatches batches,
            TransactionOperations transaction) {
        this.rows = rows;
        this.placement = placement;
        this.open = open;
        this.payment = payment;
        this.instances = instances;
        this.batches = batches;
        this.transaction = transaction;
    }

    /**
     * Gives machines more time, from where what was paid for ends or has ended.
     *
     * @param machines each once, at most {@link Renewals#MOST_MACHINES}
     * @param flag what happens by itself from then on when their time runs out; null to leave that as it is
     * @param scope the action and its region
     * @throws NoSuchInstance if the account has no such machine
     * @throws NotRenewable if one of them cannot be renewed
     * @throws RenewalOpen if one of them is in an order for more time that can still be paid
     * @throws InvalidSpec if one of them is not sold any more, or not for so long
     * @throws InsufficientBalance if less than the price is available; like all of these, nothing was paid then
     */
    @Transactional(propagation = Propagation.NEVER)
    public void renew(
            AccountId account, List<InstanceId> machines, int months, @Nullable RenewFlag flag, String scope) {
        // By itself: it gives back hosts, which are locked last, and here are locks to come.
        open.closeDead(machines);
        transaction.executeWithoutResult(status -> renewNow(account, machines, months, flag, scope));
    }

    private void renewNow(
            AccountId account, List<InstanceId> machines, int months, @Nullable RenewFlag flag, String scope) {
        instances.lockRenewable(machines);
        List<Renewal> renewals = machines.stream()
                .map(machine -> new Renewal(machine, months, null))
                .toList();
        PlacementToken token = PlacementToken.ofApi(scope, UUID.randomUUID().toString(), renewals);
        Order order = placement.draw(account, token, renewals);
        open.requireNone(machines);
        payment.settle(order, order.createdAt());
        rows.saveAndFlush(order);
        if (flag != null) {
            batches.choose(account, machines, flag);
        }
    }
}
