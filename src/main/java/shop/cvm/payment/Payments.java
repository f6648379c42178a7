package shop.cvm.payment;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;

/**
 * Brings money from wallets to balances. A wallet is asked between transactions, never inside one, and is asked for the
 * truth before anything is credited, whoever brought the news: a notification, a schedule, or the payer coming back.
 */
@Service
public class Payments {

    private static final Logger LOG = LoggerFactory.getLogger(Payments.class);
    private static final int BATCH = 50;

    private final PaymentBook book;
    private final PaymentSettings settings;
    private final Map<WalletKind, WalletGateway> gateways;

    Payments(PaymentBook book, PaymentSettings settings, List<WalletGateway> gateways) {
        this.book = book;
        this.settings = settings;
        this.gateways = gateways.stream()
                .collect(Collectors.toMap(
                        WalletGateway::wallet,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalStateException("Two gateways to " + one.wallet());
                        },
                        () -> new EnumMap<>(WalletKind.class)));
    }

    /** The wallets that can be paid with. */
    public Set<WalletKind> wallets() {
        return gateways.keySet();
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
        WalletGateway gateway = gateway(wallet);
        Payment payment = book.open(account, amount, wallet, orderNumber);
        gateway.start(payment.request());
        return payment;
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
     * @throws WalletUnavailable if the wallet gives no answer; then nothing has changed
     */
    @Transactional(propagation = Propagation.NEVER)
    public Payment confirm(PaymentNumber number) {
        WalletGateway gateway = gateway(book.payment(number).wallet());
        return book.settle(number, gateway.query(number));
    }

    /**
     * Takes a notification of this wallet as a reason to ask it.
     *
     * @throws ForgedNotification if the wallet did not send it like this
     * @throws NoSuchPayment if there is no payment of the number it names that is paid with this wallet
     */
    @Transactional(propagation = Propagation.NEVER)
    public void notified(WalletKind wallet, Notification notification) {
        PaymentNumber number = gateway(wallet).verify(notification);
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
            due.forEach(this::settle);
            asked += due.size();
        } while (due.size() == BATCH);
        return asked;
    }

    private void settle(Payment payment) {
        try {
            confirm(payment.number());
        } catch (WalletUnavailable silent) {
            LOG.warn("Payment {} stays open: {}", payment.number(), silent.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("Payment {} could not be settled and is tried again", payment.number(), failed);
        }
    }

    private WalletGateway gateway(WalletKind wallet) {
        WalletGateway gateway = gateways.get(wallet);
        if (gateway == null) {
            throw new WalletNotOffered(wallet);
        }
        return gateway;
    }
}
