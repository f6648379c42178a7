package shop.cvm.ledger;

import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
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
    private final SettlementRows settlements;
    private final TotalRows totals;
    private final ApplicationEventPublisher publisher;

    Ledger(
            EntityManager entities,
            Entries entries,
            SettlementRows settlements,
            TotalRows totals,
            ApplicationEventPublisher publisher) {
        this.entities = entities;
        this.entries = entries;
        this.settlements = settlements;
        this.totals = totals;
        this.publisher = publisher;
    }

    /**
     * Money from outside arrives on the balance.
     *
     * @param wallet where it came from, for example {@code WECHAT_PAY}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void topUp(String wallet, Movement movement) {
        credit(movement, balance -> balance.topUp(wallet, movement));
    }

    /** Money that was deducted returns to the balance. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refund(Movement movement) {
        credit(movement, balance -> balance.refund(movement));
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
     * Makes what one freeze has held available again, all of it.
     *
     * @param movement of the freeze's amount; its reference is the freeze's with {@code un} before it, for example
     *     {@code unfreeze:ins-12345678}, which is how the audit knows that the freeze has ended
     * @throws IllegalStateException if less is frozen: somebody unfreezes what was never frozen
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void unfreeze(Movement movement) {
        credit(movement, balance -> balance.unfreeze(movement));
    }

    /**
     * Takes what was used from balances, whether there is enough or not, in a few statements for any number of accounts.
     * The balances are locked in ascending order.
     *
     * @param movements one for each account; their sequence does not matter
     * @return what each account has now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<AccountId, Settled> settle(Collection<Movement> movements) {
        return settlements.settle(movements);
    }

    /** What the customer has at this moment. */
    @Transactional(readOnly = true)
    public Balance balance(AccountId account) {
        return entries.balance(account.accountId()).orElseThrow(() -> noBalance(account));
    }

    /** What each of these customers can spend at this moment, in one query. */
    @Transactional(readOnly = true)
    public Map<AccountId, Money> available(Collection<AccountId> accounts) {
        return entries.available(accounts.stream().map(AccountId::accountId).toList()).stream()
                .collect(toMap(AvailableMoney::account, AvailableMoney::available));
    }

    /**
     * Since when the account owes money: arrears begin when less than nothing is available and end when more than
     * nothing is. Empty if it is not in arrears.
     */
    @Transactional(readOnly = true)
    public Optional<Instant> arrearsSince(AccountId account) {
        return entries.arrearsSince(account.accountId());
    }

    /** The customer's statement, newest line first. */
    @Transactional(readOnly = true)
    public Slice<Entry> entries(AccountId account, int page, int size) {
        return entries.newestFirst(account.accountId(), PageRequest.of(page, size));
    }

    /** Those lines of the customer's statement, newest first. */
    @Transactional(readOnly = true)
    public Slice<Entry> entries(AccountId account, EntryFilter filter, int page, int size) {
        return find(account, filter, Long.MAX_VALUE, PageRequest.of(page, size));
    }

    /**
     * The next of those lines, newest first: whoever wants all of them asks again from the last one, so that any number
     * of lines needs little memory.
     *
     * @param before only lines of a smaller number; {@link Long#MAX_VALUE} to begin
     * @param limit how many at most
     */
    @Transactional(readOnly = true)
    public List<Entry> entriesBefore(AccountId account, EntryFilter filter, long before, int limit) {
        return find(account, filter, before, PageRequest.ofSize(limit)).getContent();
    }

    /** When the first line of the customer's statement was booked; empty if there is none. */
    @Transactional(readOnly = true)
    public Optional<Instant> firstEntry(AccountId account) {
        return entries.first(account.accountId());
    }

    /**
     * What each kind of movement came to in this time. The settlement of an hour counts as of that hour, at whose end it
     * is booked: that of the last hour of a month belongs to the month.
     *
     * @param from the beginning of a full hour
     * @param to the beginning of a full hour, exclusive
     */
    @Transactional(readOnly = true)
    public Totals totals(AccountId account, Instant from, Instant to) {
        return totals.of(account, from, to);
    }

    /**
     * What movements of these kinds added to the available amount, or took from it, in each hour in which there were any.
     *
     * @param from the beginning of a full hour
     * @param to the beginning of a full hour, exclusive
     */
    @Transactional(readOnly = true)
    public Map<Instant, Money> effects(AccountId account, Set<EntryKind> kinds, Instant from, Instant to) {
        return totals.byHour(account, kinds, from, to);
    }

    /** Whether a movement of this reference is booked. Means something only under a lock that the booking needs too. */
    @Transactional(readOnly = true)
    public boolean isBooked(String reference) {
        return entries.existsByReference(reference);
    }

    /**
     * Whether the movement of this reference came to the balance after this order of the same account was paid, and so
     * had no part in it. The lines of a statement follow one another, so this is exact, which times are not.
     */
    @Transactional(readOnly = true)
    public boolean isBookedAfterOrder(String reference, String orderNumber) {
        return entries.isAfterOrder(reference, orderNumber);
    }

    private Slice<Entry> find(AccountId account, EntryFilter filter, long before, PageRequest page) {
        return entries.newestFirst(account.accountId(), filter.kinds(), filter.from(), filter.to(), before, page);
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

    /** Money that ends arrears is news, because others wait for it. */
    private void credit(Movement movement, Function<CustomerBalance, Entry> booking) {
        CustomerBalance balance = locked(movement.account());
        boolean owed = balance.isInArrears();
        book(booking.apply(balance));
        if (owed) {
            publisher.publishEvent(new BalanceCredited(movement.account()));
        }
    }

    private void book(Entry entry) {
        entities.persist(entry);
    }

    private static IllegalStateException noBalance(AccountId account) {
        return new IllegalStateException("Account " + account + " has no balance; it was not opened by signing up");
    }
}
