package shop.cvm.order;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
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
import shop.cvm.instance.NotConvertible;
import shop.cvm.instance.RenewFlag;
import shop.cvm.ledger.InsufficientBalance;

/**
 * Hourly machines become prepaid ones in one step: ordered and paid from the balance in one transaction, all of them or
 * none.
 */
@Service
public class DirectConversions {

    private final ConversionPlacement placement;
    private final OrderPayment payment;
    private final OpenRenewals open;
    private final Instances instances;
    private final InstanceBatches batches;
    private final TransactionOperations transaction;

    DirectConversions(
            ConversionPlacement placement,
            OrderPayment payment,
            OpenRenewals open,
            Instances instances,
            InstanceBatches batches,
            TransactionOperations transaction) {
        this.placement = placement;
        this.payment = payment;
        this.open = open;
        this.instances = instances;
        this.batches = batches;
        this.transaction = transaction;
    }

    /**
     * Converts machines of the account.
     *
     * @param wishes 1 to {@link Conversions#MOST_MACHINES}, each of another machine of the account
     * @param flag what happens by itself from then on when their time runs out; null for what the wishes say
     * @param scope the action and its region
     * @throws NoSuchInstance if the account has no such machine
     * @throws NotConvertible if one of them cannot be converted, with the reason
     * @throws RenewalOpen if one of them is in an order that can still be paid
     * @throws InArrears if the account owes money
     * @throws InvalidSpec if one of them is not sold by the month, or not for so long
     * @throws QuotaExceeded if the account may not buy as many prepaid machines in a zone this month
     * @throws InsufficientBalance if less than the price is available
     * @throws ConcurrencyFailureException if somebody ordered something for one of them at this very moment; like all of
     *     these, nothing was changed then
     */
    @Transactional(propagation = Propagation.NEVER)
    public void convert(AccountId account, List<PrepaidWish> wishes, @Nullable RenewFlag flag, String scope) {
        List<InstanceId> machines = wishes.stream().map(PrepaidWish::instance).toList();
        PlacementToken request =
                PlacementToken.ofApiConversion(scope, UUID.randomUUID().toString(), wishes);
        // By itself: it gives back hosts, which are locked last, and here are locks to come.
        open.closeDead(machines);
        try {
            transaction.executeWithoutResult(status -> convertNow(account, request, wishes, flag));
        } catch (DataIntegrityViolationException refused) {
            throw reason(machines, refused);
        }
    }

    private void convertNow(
            AccountId account, PlacementToken request, List<PrepaidWish> wishes, @Nullable RenewFlag flag) {
        List<InstanceId> machines = wishes.stream().map(PrepaidWish::instance).toList();
        instances.lock(account, machines);
        Order order = placement.place(account, request, wishes);
        payment.pay(account, order.number()).requireNotClosed();
        if (flag != null) {
            batches.choose(account, machines, flag);
        }
    }

    /** Whoever was quicker with another order for one of the machines; if that one is gone again, the next try tells. */
    private RuntimeException reason(List<InstanceId> machines, DataIntegrityViolationException refused) {
        RuntimeException reason = open.reason(machines, refused);
        return reason instanceof RenewalOpen
                ? reason
                : new ConcurrencyFailureException("Somebody else ordered something for one of " + machines, refused);
    }
}
