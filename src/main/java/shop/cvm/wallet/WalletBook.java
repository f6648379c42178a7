package shop.cvm.wallet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.WalletKind;
import shop.cvm.payment.WalletRequest;
import shop.cvm.time.ShopClock;

/** What the wallet house writes down, in transactions of its own. */
@Component
class WalletBook {

    private final WalletRows rows;
    private final ShopClock clock;
    private final WalletSettings settings;

    WalletBook(WalletRows rows, ShopClock clock, WalletSettings settings) {
        this.rows = rows;
        this.clock = clock;
        this.settings = settings;
    }

    @Transactional
    public void collect(WalletKind wallet, WalletRequest request) {
        if (!rows.existsByPaymentNumber(request.number().number())) {
            rows.save(new WalletPayment(wallet, request, clock.now()));
        }
    }

    /** How the payment stands now. Under its lock, so that what is told as expired is not paid at the same moment. */
    @Transactional
    public Optional<WalletPayment> current(PaymentNumber number) {
        Optional<WalletPayment> payment = rows.lock(number.number());
        payment.ifPresent(found -> found.expireIfDue(clock.now()));
        return payment;
    }

    /** Takes nothing for it any more, unless it was paid before. */
    @Transactional
    public Optional<WalletPayment> close(PaymentNumber number) {
        Optional<WalletPayment> payment = rows.lock(number.number());
        payment.ifPresent(WalletPayment::close);
        return payment;
    }

    /** @param delay how long after the answer the shop is told */
    @Transactional
    public WalletPayment answer(AccountId payer, PaymentNumber number, WalletState answer, Duration delay) {
        WalletPayment payment = rows.lock(number.number())
                .filter(found -> found.isOf(payer))
                .orElseThrow(() -> new NoSuchWalletPayment(number));
        Instant now = clock.now();
        payment.answer(answer, now, now.plus(delay));
        return payment;
    }

    /** Whether there is something of which nobody was told yet, and which is due within this time. */
    @Transactional(readOnly = true)
    public boolean isHoldingBack(Duration within) {
        Instant now = clock.now();
        return rows.existsByNotificationsAndNextNotificationAtBetween(0, now, now.plus(within));
    }

    /** Takes one payment to tell the shop of, if that is due. */
    @Transactional
    public Optional<WalletPayment> claim(PaymentNumber number) {
        Instant now = clock.now();
        Optional<WalletPayment> due = rows.lock(number.number()).filter(payment -> payment.isNotificationDue(now));
        due.ifPresent(payment -> payment.notifying(now, settings.delays()));
        return due;
    }

    /** Takes payments to tell the shop of. */
    @Transactional
    public List<WalletPayment> claimDue(int atMost) {
        Instant now = clock.now();
        List<WalletPayment> due = rows.lockDue(now, Limit.of(atMost));
        due.forEach(payment -> payment.notifying(now, settings.delays()));
        return due;
    }

    @Transactional
    public void notified(PaymentNumber number) {
        rows.lock(number.number()).ifPresent(WalletPayment::notified);
    }
}
