package shop.cvm.payment;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;

/** Money on its way from a wallet to a customer's balance. */
@Entity
@Table(name = "payments")
public class Payment {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    @Id
    private String number;

    private String accountId;
    private Money amount;

    @Enumerated(EnumType.STRING)
    private WalletKind wallet;

    @Enumerated(EnumType.STRING)
    private PaymentState state;

    private @Nullable String orderNumber;
    private boolean paysOrder;
    private @Nullable String openFor;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant settledAt;
    private @Nullable String walletTransaction;
    private @Nullable Instant nextQueryAt;
    private int queries;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected Payment() {}

    Payment(AccountId account, Money amount, WalletKind wallet, Purpose purpose, Instant at, Times times) {
        this.number = PaymentNumber.next(at).number();
        this.accountId = account.accountId();
        this.amount = amount;
        this.wallet = wallet;
        this.state = PaymentState.PENDING;
        this.orderNumber = purpose.orderNumber();
        this.paysOrder = purpose.paysOrder();
        this.openFor = paysOrder ? orderNumber : null;
        this.createdAt = at;
        this.expiresAt = purpose.end(at.plus(times.timeout()));
        this.nextQueryAt = at.plus(times.firstQuery());
    }

    /**
     * What the money is for.
     *
     * @param orderNumber the order it has to do with, if any
     * @param payUntil until when the order can be paid that is to be paid as soon as the money is there; null for a
     *     top-up of the balance
     */
    record Purpose(@Nullable String orderNumber, @Nullable Instant payUntil) {

        boolean paysOrder() {
            return payUntil != null;
        }

        /** No wallet takes money for an order that cannot be paid any more. */
        Instant end(Instant timeout) {
            return payUntil != null && payUntil.isBefore(timeout) ? payUntil : timeout;
        }
    }

    /** How long the payer has, and after how long the wallet is first asked. */
    record Times(Duration timeout, Duration firstQuery) {}

    public PaymentNumber number() {
        return new PaymentNumber(number);
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    public Money amount() {
        return amount;
    }

    public WalletKind wallet() {
        return wallet;
    }

    public PaymentState state() {
        return state;
    }

    /** The order it is meant for, if any. */
    public @Nullable String orderNumber() {
        return orderNumber;
    }

    /** Whether its order is paid with it as soon as it succeeds; if not, it is a top-up of the balance. */
    public boolean paysOrder() {
        return paysOrder;
    }

    /** Whether money may still move. */
    public boolean isOpen() {
        return state.isOpen();
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** After this moment the payer can pay no more. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** When it became known how it ended; null while it is not. */
    public @Nullable Instant settledAt() {
        return settledAt;
    }

    /** The wallet's own number of it; null unless it succeeded. */
    public @Nullable String walletTransaction() {
        return walletTransaction;
    }

    /** What its credit is booked under in the ledger. */
    public String reference() {
        return "top-up:" + number;
    }

    /** Whether it is what somebody wants who pays this much with this wallet, and waits for them. */
    boolean isFor(WalletKind wanted, Money wantedAmount) {
        return state == PaymentState.PENDING && wallet == wanted && amount.isEqual(wantedAmount);
    }

    WalletRequest request() {
        return new WalletRequest(number(), account(), amount, orderNumber, expiresAt);
    }

    /** Puts off the next query of the wallet, twice as long each time; the moment of expiry is not missed. */
    void queried(Instant now, Duration firstQuery) {
        queries++;
        Duration wait = firstQuery.multipliedBy(1L << Math.min(queries, 10));
        Instant next = now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        nextQueryAt = now.isBefore(expiresAt) && next.isAfter(expiresAt) ? expiresAt : next;
    }

    /** Nobody knows how it stands; the wallet is asked again soon. */
    void lose(Instant now, Duration firstQuery) {
        if (state == PaymentState.PENDING) {
            state = PaymentState.UNKNOWN;
            queries = 0;
            nextQueryAt = now.plus(firstQuery);
        }
    }

    /** The wallet collects it and waits for the payer. */
    void isAwaited() {
        if (state == PaymentState.UNKNOWN) {
            state = PaymentState.PENDING;
        }
    }

    void close(Instant now) {
        become(PaymentState.CLOSED, now);
    }

    void succeed(String transaction, Instant now) {
        become(PaymentState.SUCCEEDED, now);
        walletTransaction = transaction;
    }

    void refuse(Instant now) {
        become(PaymentState.REFUSED, now);
    }

    /** The wallet took another amount: what it was meant for can be paid another way. */
    void dispute(Instant now) {
        become(PaymentState.DISPUTED, now);
    }

    void expire(Instant now) {
        become(PaymentState.EXPIRED, now);
    }

    private void become(PaymentState next, Instant now) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Payment " + number + " is " + state + " and cannot become " + next);
        }
        state = next;
        settledAt = now;
        nextQueryAt = null;
        openFor = null;
    }
}
