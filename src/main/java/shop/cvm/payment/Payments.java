package shop.cvm.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.payment.Payment.Purpose;
import shop.cvm.work.OrderTrace;
import shop.cvm.work.Stopping;

/**
 * Brings money from wallets to balances. A wallet is asked between transactions, never inside one, and is asked for the
 * truth before anything is credited, whoever brought the news: a notification, a schedule, or the payer coming back.
 */
@Service
public class Payments {

    private static final Logger LOG = LoggerFactory.getLogger(Payments.class);
    private static final int BATCH = 50;
    private static final int MOST_TRIES = 10;

    private final PaymentBook book;
    private final PaymentSettings settings;
    private final Gateways gateways;
    private final Stopping stopping;

    Payments(PaymentBook book, PaymentSettings settings, Gateways gateways, Stopping stopping) {
        this.book = book;
        this.settings = settings;
        this.gateways = gateways;
        this.stopping = stopping;
    }

    /** The wallets that can be paid with. */
    public Set<WalletKind> wallets() {
        return gateways.wallets();
    }

    /**
     * Starts a top-up; the payer goes on to the wallet's page. Nothing is credited before the wallet says that it was
     * paid.
     *
     * @param orderNumber the order the money is meant for, if any; the money comes to the balance all the same
     * @throws AmountOutOfRange if the amount is less than 0.01 or more than the setting allows
     * @throws WalletNotOffered if there is no way to this wallet
     */
    @Transactional(propagation = Propagation.NEVER)
    public Payment startTopUp(AccountId account, Money amount, WalletKind wallet, @Nullable String orderNumber) {
        if (amount.isLessThan(PaymentSettings.MIN_TOP_UP) || amount.isGreaterThan(settings.max())) {
            throw new AmountOutOfRange(amount, PaymentSettings.MIN_TOP_UP, settings.max());
        }
        return start(account, amount, wallet, new Purpose(orderNumber, null));
    }

    /**
     * Starts a payment for an order; the payer goes on to the wallet's page. When the money is there
     * {@link PaymentSucceeded} says so, and the order is paid from the balance. An order has one open payment at most:
     * the same wallet again gives the same payment, and another one closes it first.
     *
     * @param amount what is missing on the balance, at least 0.01
     * @param payUntil until when the order can be paid: the wallet takes nothing afterwards
     * @return open: waiting for the payer, or being checked because the wallet gave no answer; or paid, if the payer was
     *     quicker than whoever wanted to pay another way
     * @throws PaymentInProgress if it is not known how an earlier one stands
     * @throws WalletNotOffered if there is no way to this wallet
     */
    @Transactional(propagation = Propagation.NEVER)
    public Payment startForOrder(
            AccountId account, Money amount, WalletKind wallet, String orderNumber, Instant payUntil) {
        gateways.to(wallet);
        Optional<Payment> earlier = book.openFor(orderNumber)
                .map(open -> open.isFor(wallet, amount) ? gateways.start(open) : gateways.close(open))
                .filter(known -> known.isOpen() || known.state() == PaymentState.SUCCEEDED);
        return earlier.orElseGet(() -> startOrJoin(account, amount, wallet, new Purpose(orderNumber, payUntil)));
    }

    /**
     * Gives up the open payment of an order, if there is one, so that the customer can pay another way.
     *
     * @return the payment as it is then: closed, or however it ended, paid if the payer was quicker; empty if none was
     *     open
     * @throws PaymentInProgress if it is not known how it stands
     */
    @Transactional(propagation = Propagation.NEVER)
    public Optional<Payment> closeOpen(String orderNumber) {
        return book.openFor(orderNumber).map(gateways::close);
    }

    /** The latest payment that was started to pay this order, if there was any. */
    @Transactional(readOnly = true)
    public Optional<Payment> latestFor(AccountId account, String orderNumber) {
        return book.latestFor(account, orderNumber);
    }

    /** Those of these orders that have an open payment. */
    @Transactional(readOnly = true)
    public Set<String> openFor(Collection<String> orderNumbers) {
        return orderNumbers.isEmpty() ? Set.of() : book.openFor(orderNumbers);
    }

    /**
     * When the last of the payments ends that this account began before this moment and that may still bring money; empty
     * if there is none. That it should have ended, and nobody knows how, is possible: its wallet may give no answer.
     */
    @Transactional(readOnly = true)
    public Optional<Instant> openUntil(AccountId account, Instant begunBefore) {
        return book.openUntil(account, begunBefore);
    }

    /** @throws NoSuchPayment if this account has no such payment */
    @Transactional(readOnly = true)
    public Payment payment(AccountId account, PaymentNumber number) {
        return book.payment(account, number);
    }

    /**
     * Asks the wallet how the payment stands and acts on it: credits it if it was paid, however often this is called.
     *
     * @throws NoSuchPayment if there is none of this number
     * @throws WalletUnavailable if the wallet gives no answer; then it is being checked, unless it is known how it ended
     */
    @Transactional(propagation = Propagation.NEVER)
    public Payment confirm(PaymentNumber number) {
        return gateways.query(book.payment(number));
    }

    /**
     * Takes a notification of this wallet as a reason to ask it.
     *
     * @throws ForgedNotification if the wallet did not send it like this
     * @throws NoSuchPayment if there is no payment of the number it names that is paid with this wallet
     */
    @Transactional(propagation = Propagation.NEVER)
    public void notified(WalletKind wallet, Notification notification) {
        PaymentNumber number = gateways.to(wallet).verify(notification);
        if (book.payment(number).wallet() != wallet) {
            throw new NoSuchPayment(number);
        }
        confirm(number);
    }

    /**
     * Asks the wallets about all payments that no news has come of for long enough, and settles them.
     *
     * @return how many were asked about
     */
    @Transactional(propagation = Propagation.NEVER)
    public int settleDue() {
        int asked = 0;
        List<Payment> due;
        do {
            due = book.claimDue(BATCH);
            due.stream().takeWhile(payment -> !stopping.isStopping()).forEach(this::settle);
            asked += due.size();
        } while (due.size() == BATCH && !stopping.isStopping());
        return asked;
    }

    private void settle(Payment payment) {
        OrderTrace.run(payment.orderNumber(), () -> settleOrLeave(payment));
    }

    private void settleOrLeave(Payment payment) {
        try {
            confirm(payment.number());
        } catch (WalletUnavailable silent) {
            LOG.warn("Payment {} stays open: {}", payment.number(), silent.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("Payment {} could not be settled and is tried again", payment.number(), failed);
        }
    }

    /** Of those who start one at the same moment the unique key lets one in; the others join, or follow when it is over. */
    private Payment startOrJoin(AccountId account, Money amount, WalletKind wallet, Purpose purpose) {
        for (int tries = 1; ; tries++) {
            try {
                Payment mine = start(account, amount, wallet, purpose);
                if (mine.state() != PaymentState.CLOSED || tries == MOST_TRIES) {
                    return mine;
                }
            } catch (DataIntegrityViolationException refused) {
                Optional<Payment> theirs = book.openFor(String.valueOf(purpose.orderNumber()));
                if (theirs.isPresent() || tries == MOST_TRIES) {
                    return theirs.orElseThrow(() -> refused);
                }
            }
        }
    }

    /** Written down first, asked for afterwards: whatever happens to the answer, the payment is known. */
    private Payment start(AccountId account, Money amount, WalletKind wallet, Purpose purpose) {
        gateways.to(wallet);
        return gateways.start(book.open(account, amount, wallet, purpose));
    }
}
