package shop.cvm.wallet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.payment.PaymentNumber;
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
    public void collect(WalletRequest request) {
        if (!rows.existsByPaymentNumber(request.number().number())) {
            rows.save(new WalletPayment(request));
        }
    }

    /** How the payment stands now. Under its lock, so that what is told as expired is not paid at the same moment. */
    @Transactional
    public Optional<WalletPayment> current(PaymentNumber number) {
        Optional<WalletPayment> payment = rows.lock(number.number());
        payment.ifPresent(found -> found.expireIfDue(clock.now()));
        return payment;
    }

    @Transactional
    public WalletPayment answer(AccountId payer, PaymentNumber number, WalletState answer) {
        WalletPayment payment = rows.lock(number.number())
                .filter(found -> found.isOf(payer))
                .orElseThrow(() -> new NoSuchWalletPayment(number));
        payment.answer(answer, clock.now());
        return payment;
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
