package shop.cvm.wallet;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.WalletKind;
import shop.cvm.payment.WalletRequest;

/** A payment as the wallet house knows it: what the shop wants, and what the payer answered. */
@Entity
@Table(name = "wallet_payments")
public class WalletPayment {

    @Id
    private String paymentNumber;

    @Enumerated(EnumType.STRING)
    private WalletKind wallet;

    private String transactionNumber;
    private String payer;
    private Money amount;
    private @Nullable String orderNumber;

    @Enumerated(EnumType.STRING)
    private WalletState state;

    private Instant expiresAt;
    private boolean closed;
    private @Nullable Instant answeredAt;
    private @Nullable Instant nextNotificationAt;
    private int notifications;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected WalletPayment() {}

    WalletPayment(WalletKind wallet, WalletRequest request, Instant now) {
        this.paymentNumber = request.number().number();
        this.wallet = wallet;
        this.transactionNumber = TransactionNumber.next(wallet, now);
        this.payer = request.payer().accountId();
        this.amount = request.amount();
        this.orderNumber = request.orderNumber();
        this.state = WalletState.WAITING;
        this.expiresAt = request.expiresAt();
    }

    /** The shop's number of it. */
    public PaymentNumber number() {
        return new PaymentNumber(paymentNumber);
    }

    /** The house it belongs to. */
    public WalletKind wallet() {
        return wallet;
    }

    /** The wallet's own number of it: 28 digits. */
    public String transactionNumber() {
        return transactionNumber;
    }

    public Money amount() {
        return amount;
    }

    /** The shop's order that it is for, if any. */
    public @Nullable String orderNumber() {
        return orderNumber;
    }

    public WalletState state() {
        return state;
    }

    public boolean isWaiting() {
        return state == WalletState.WAITING;
    }

    /** After this moment of business time nothing is taken any more. */
    public Instant expiresAt() {
        return expiresAt;
    }

    boolean isOf(AccountId account) {
        return payer.equals(account.accountId());
    }

    /** Takes the payer's answer; what was answered before, or is past its time, stays as it is. */
    void answer(WalletState answer, Instant now, Instant tellAt) {
        expireIfDue(now);
        if (state.canBecome(answer)) {
            state = answer;
            answeredAt = now;
            nextNotificationAt = tellAt;
        }
    }

    /** Whether the shop has closed it before its time was up. */
    boolean isClosed() {
        return closed;
    }

    /** Takes nothing any more, as if its time were up. */
    void close() {
        if (state.canBecome(WalletState.EXPIRED)) {
            state = WalletState.EXPIRED;
            closed = true;
        }
    }

    void expireIfDue(Instant now) {
        if (state.canBecome(WalletState.EXPIRED) && !now.isBefore(expiresAt)) {
            state = WalletState.EXPIRED;
        }
    }

    boolean isNotificationDue(Instant now) {
        return nextNotificationAt != null && !nextNotificationAt.isAfter(now);
    }

    /** Reckons with this notification failing: the next one is due after the next delay, if there is one left. */
    void notifying(Instant now, List<Duration> delays) {
        nextNotificationAt = notifications < delays.size() ? now.plus(delays.get(notifications)) : null;
        notifications++;
    }

    void notified() {
        nextNotificationAt = null;
    }
}
