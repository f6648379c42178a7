package shop.cvm.ledger;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.joda.money.Money;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Slice;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;

/**
 * Every movement of money, in double entry. A movement is part of somebody's story: it needs the caller's transaction,
 * locks the customer's balance until that ends, and comes after the caller's own locks.
 *
 * <p>A story happens once because the caller locks what it is about (an order, a payment) and looks at its state; that
 * each movement has a reference of its own, which the database accepts once, is the net below. A repeated reference
 * fails the whole transaction, by {@code DataIntegrityViolationException} at the latest when it commits, and nobody may
 * catch that and go on in it; {@link #isBooked} asks beforehand.
 */
@Service
public class Ledger {

    private final EntityManager entities;
    private final Entries entries;
    private final LedgerAudit audit;

    Ledger(EntityManager entities, Entries entries, LedgerAudit audit) {
        this.entities = entities;
        this.entries = entries;
        this.audit = audit;
    }

    /**
     * Money from outside arrives on the balance.
     *
     * @param wallet where it came from, for example {@code WECHAT_PAY}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void topUp(String wallet, Movement movement) {
        book(locked(movement.account()).topUp(wallet, movement));
    }

    /** Money that was deducted returns to the balance. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refund(Movement movement) {
        book(locked(movement.account()).refund(movement));
    }

    /**
     * Locks the balance and makes sure that several movements together can be afforded, so that what is missing is told
     * as a whole.
     *
     * @throws InsufficientBalance if less is available
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireAvailable(AccountId account, Money amount) {
        locked(account).requireAvailable(amount);
    }

    /**
     * Takes what has to be paid from the balance.
     *
     * @throws InsufficientBalance if less is available
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void deduct(Movement movement) {
        book(locked(movement.account()).deduct(movement));
    }

    /**
     * Holds part of the balance: it stays the customer's, and is not available.
     *
     * @throws InsufficientBalance if less is available
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void freeze(Movement movement) {
        book(locked(movement.account()).freeze(movement));
    }

    /**
     * Makes what was held available again.
     *
     * @throws IllegalStateException if less is frozen: somebody unfreezes what was never frozen
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void unfreeze(Movement movement) {
        book(locked(movement.account()).unfreeze(movement));
    }

    /** What the customer has at this moment. */
    @Transactional(readOnly = true)
    public Balance balance(AccountId account) {
        return entries.balance(account.accountId()).orElseThrow(() -> noBalance(account));
    }

    /** The customer's statement, newest line first. */
    @Transactional(readOnly = true)
    public Slice<Entry> entries(AccountId account, int page, int size) {
        return entries.newestFirst(account.accountId(), PageRequest.of(page, size));
    }

    /** Whether a movement of this reference is booked. Means something only under a lock that the booking needs too. */
    @Transactional(readOnly = true)
    public boolean isBooked(String reference) {
        return entries.existsByReference(reference);
    }

    /** What must be true of the ledger between any two transactions, and whether it is. Reads everything. */
    @Transactional(readOnly = true)
    public LedgerInvariants invariants() {
        return audit.invariants();
    }

    /** Asks the database once per transaction; after that the row is known to be locked. */
    private CustomerBalance locked(AccountId account) {
        CustomerBalance balance =
                entities.find(CustomerBalance.class, account.accountId(), LockModeType.PESSIMISTIC_WRITE);
        if (balance == null) {
            throw noBalance(account);
        }
        return balance;
    }

    private void book(Entry entry) {
        entities.persist(entry);
    }

    private static IllegalStateException noBalance(AccountId account) {
        return new IllegalStateException("Account " + account + " has no balance; it was not opened by signing up");
    }
}
