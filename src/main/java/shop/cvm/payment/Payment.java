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

    Payment(AccountId account, Money amount, WalletKind wallet, @Nullable String orderNumber, Instant at, Times times) {
        this.number = PaymentNumber.next(at).number();
        this.accountId = account.accountId();
        this.amount = amount;
        this.wallet = wallet;
        this.state = PaymentState.PENDING;
        this.orderNumber = orderNumber;
        this.createdAt = at;
        this.expiresAt = at.plus(times.timeout());
        this.nextQueryAt = at.plus(times.firstQuery());
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

    void succeed(String transaction, Instant now) {
        become(PaymentState.SUCCEEDED, now);
        walletTransaction = transaction;
    }

    void refuse(Instant now) {
        become(PaymentState.REFUSED, now);
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
    }
}
