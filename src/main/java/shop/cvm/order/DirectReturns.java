package shop.cvm.order;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;

/** Giving prepaid machines back in one step, for whatever is paid back for them now: all of them, or none. */
@Service
public class DirectReturns {

    /** Others that take a place at the same moment are few: an account has a handful of places. */
    private static final int MOST_TRIES = 5;

    private final Returns returns;
    private final Returning returning;
    private final Instances instances;
    private final TransactionOperations transaction;

    DirectReturns(Returns returns, Returning returning, Instances instances, TransactionOperations transaction) {
        this.returns = returns;
        this.returning = returning;
        this.instances = instances;
        this.transaction = transaction;
    }

    /**
     * Returns machines: they are shut down and put into the recycle bin, and what is due is paid back to the balance.
     *
     * @throws NoSuchInstance if the account has no such machine
     * @throws NotReturnable if one of them cannot be returned
     * @throws RenewalOpen if one of them is in an order for more time that can still be paid
     * @throws InArrears if the account owes money; like all of these, nothing was returned then
     */
    @Transactional(propagation = Propagation.NEVER)
    public void give(AccountId account, Collection<InstanceId> machines) {
        RuntimeException taken = null;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                transaction.executeWithoutResult(status -> giveAll(account, machines));
                return;
            } catch (DataIntegrityViolationException placeTaken) {
                // Another of the account's machines was returned at this very moment: there may be a place behind it.
                taken = placeTaken;
            }
        }
        throw new CannotAcquireLockException("No place among the returns of account " + account, taken);
    }

    private void giveAll(AccountId account, Collection<InstanceId> machines) {
        instances.lock(account, machines);
        List<ReturnOffer> offers = returns.offers(account, machines);
        offers.stream()
                .map(ReturnOffer::refusal)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(refused -> {
                    throw refused;
                });
        returning.makeAll(
                account, offers.stream().collect(toMap(offer -> offer.instance().id(), DirectReturns::agreed)));
    }

    private static AgreedReturn agreed(ReturnOffer offer) {
        return new AgreedReturn(
                offer.instance().id(),
                Objects.requireNonNull(offer.kind()),
                offer.at(),
                Objects.requireNonNull(offer.value()).refund());
    }
}
