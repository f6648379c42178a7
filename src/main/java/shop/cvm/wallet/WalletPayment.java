package shop.cvm.wallet;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.WalletRequest;

/** A payment as the wallet house knows it: what the shop wants, and what the payer answered. */
@Entity
@Table(name = "wallet_payments")
public class WalletPayment {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_DIGITS = 24;

    @Id
    private String paymentNumber;

    private String transactionNumber;
    private String payer;
    private Money amount;
    private @Nullable String orderNumber;

    @Enumerated(EnumType.STRING)
    private WalletState state;

    private Instant expiresAt;
    private @Nullable Instant answeredAt;
    private @Nullable Instant nextNotificationAt;
    private int notifications;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected WalletPayment() {}

    WalletPayment(WalletRequest request) {
        this.paymentNumber = request.number().number();
        this.transactionNumber = "4200" + randomDigits();
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
    void answer(WalletState answer, Instant now) {
        expireIfDue(now);
        if (state.canBecome(answer)) {
            state = answer;
            answeredAt = now;
            nextNotificationAt = now;
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

    private static String randomDigits() {
        return RANDOM.ints(RANDOM_DIGITS, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }
}
