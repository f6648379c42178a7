package shop.cvm.wallet;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.payment.PaymentNumber;

/**
 * The simulated wallet as its payer meets it. It is another house than the shop: it has its own books, and tells the
 * shop by nothing but signed notifications over HTTP.
 */
@Service
public class WalletHouse {

    private static final int BATCH = 50;

    private final WalletBook book;
    private final Notifier notifier;

    WalletHouse(WalletBook book, Notifier notifier) {
        this.book = book;
        this.notifier = notifier;
    }

    /**
     * The payment as it stands now.
     *
     * @throws NoSuchWalletPayment if this payer has none of this number
     */
    @Transactional(propagation = Propagation.NEVER)
    public WalletPayment payment(AccountId payer, PaymentNumber number) {
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
            due.forEach(this::tell);
            sent += due.size();
        } while (due.size() == BATCH);
        return sent;
    }

    private WalletPayment answer(AccountId payer, PaymentNumber number, WalletState answer) {
        WalletPayment payment = book.answer(payer, number, answer);
        book.claim(number).ifPresent(this::tell);
        return payment;
    }

    private void tell(WalletPayment payment) {
        if (notifier.tell(payment)) {
            book.notified(payment.number());
        }
    }
}
