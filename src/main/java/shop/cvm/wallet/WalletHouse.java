package shop.cvm.wallet;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.work.Stopping;

/**
 * The simulated wallet as its payer meets it. It is another house than the shop: it has its own books, and tells the
 * shop by nothing but signed notifications over HTTP.
 */
@Service
public class WalletHouse {

    private static final int BATCH = 50;

    /** How much later than those that overtake it a notification is sent that is to come out of order. */
    private static final Duration HEAD_START = Duration.ofSeconds(15);

    private final WalletBook book;
    private final Notifier notifier;
    private final Faults faults;
    private final Stopping stopping;

    WalletHouse(WalletBook book, Notifier notifier, Faults faults, Stopping stopping) {
        this.book = book;
        this.notifier = notifier;
        this.faults = faults;
        this.stopping = stopping;
    }

    /**
     * The payment as it stands now.
     *
     * @throws NoSuchWalletPayment if this payer has none of this number
     * @throws WalletDown if the house is closed
     */
    @Transactional(propagation = Propagation.NEVER)
    public WalletPayment payment(AccountId payer, PaymentNumber number) {
        requireUp();
        return book.current(number)
                .filter(payment -> payment.isOf(payer))
                .orElseThrow(() -> new NoSuchWalletPayment(number));
    }

    /**
     * The payer pays; once, however often this is called. Comes back when the shop was told for the first time, whether
     * it heard or not.
     *
     * @throws NoSuchWalletPayment if this payer has none of this number
     */
    @Transactional(propagation = Propagation.NEVER)
    public WalletPayment pay(AccountId payer, PaymentNumber number) {
        return answer(payer, number, WalletState.PAID);
    }

    /**
     * The payer refuses to pay.
     *
     * @throws NoSuchWalletPayment if this payer has none of this number
     */
    @Transactional(propagation = Propagation.NEVER)
    public WalletPayment refuse(AccountId payer, PaymentNumber number) {
        return answer(payer, number, WalletState.REFUSED);
    }

    /**
     * Tells the shop again of everything it has not confirmed to have heard.
     *
     * @return how many notifications were sent, heard or not
     */
    @Transactional(propagation = Propagation.NEVER)
    public int notifyDue() {
        int sent = 0;
        List<WalletPayment> due;
        do {
            due = book.claimDue(BATCH);
            due.stream().takeWhile(payment -> !stopping.isStopping()).forEach(this::tell);
            sent += due.size();
        } while (due.size() == BATCH && !stopping.isStopping());
        return sent;
    }

    private WalletPayment answer(AccountId payer, PaymentNumber number, WalletState answer) {
        requireUp();
        WalletPayment payment = book.answer(payer, number, answer, delay());
        book.claim(number).ifPresent(this::tell);
        return payment;
    }

    private Duration delay() {
        Duration delay = faults.strike(Fault.WALLET_NOTIFICATION_DELAYED).orElse(Duration.ZERO);
        return isOvertaken() ? delay.plus(HEAD_START) : delay;
    }

    /** Of several in a row the first is held back, so that the others come before it. */
    private boolean isOvertaken() {
        return faults.isSandbox()
                && !book.isHoldingBack(HEAD_START)
                && faults.strike(Fault.WALLET_NOTIFICATIONS_REORDERED).isPresent();
    }

    private void requireUp() {
        if (faults.strike(Fault.WALLET_DOWN).isPresent()) {
            throw new WalletDown();
        }
    }

    private void tell(WalletPayment payment) {
        if (notifier.tell(payment)) {
            book.notified(payment.number());
        }
    }
}
