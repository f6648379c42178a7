package shop.cvm.payment;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Contact;
import shop.cvm.audit.Contacts;
import shop.cvm.payment.WalletAnswer.Status;
import shop.cvm.work.OrderTrace;

/** Asks the wallets, outside of transactions, and has their answers written down. */
@Component
class Gateways {

    private static final Logger LOG = LoggerFactory.getLogger(Gateways.class);

    private final PaymentBook book;
    private final Map<WalletKind, WalletGateway> gateways;
    private final Contacts contacts;

    Gateways(PaymentBook book, List<WalletGateway> gateways, Contacts contacts) {
        this.book = book;
        this.gateways = gateways.stream()
                .collect(Collectors.toMap(
                        WalletGateway::wallet,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalStateException("Two gateways to " + one.wallet());
                        },
                        () -> new EnumMap<>(WalletKind.class)));
        this.contacts = contacts;
        this.gateways.keySet().forEach(this::contact);
    }

    Set<WalletKind> wallets() {
        return gateways.keySet();
    }

    /** @throws WalletNotOffered if there is no way to this wallet */
    WalletGateway to(WalletKind wallet) {
        WalletGateway gateway = gateways.get(wallet);
        if (gateway == null) {
            throw new WalletNotOffered(wallet);
        }
        return gateway;
    }

    /**
     * Asks the wallet to collect a payment that is written down, however often: whoever wrote it down may have died
     * before asking. Whatever goes wrong on the way, nobody knows whether the wallet heard.
     *
     * @return the payment as it is then: open, or closed if somebody has given it up meanwhile
     */
    Payment start(Payment payment) {
        return OrderTrace.get(payment.orderNumber(), () -> startOrLose(payment));
    }

    private Payment startOrLose(Payment payment) {
        PaymentNumber number = payment.number();
        WalletGateway gateway = to(payment.wallet());
        try {
            heard(gateway, () -> {
                gateway.start(payment.request());
                return number;
            });
            Payment started = book.payment(number);
            return started.state() == PaymentState.CLOSED ? ask(number, gateway, () -> gateway.close(number)) : started;
        } catch (WalletUnavailable silent) {
            LOG.warn("Payment {} is being checked: {}", number, silent.getMessage());
            return book.lost(number);
        } catch (RuntimeException failed) {
            LOG.error("Payment {} could not be started and is being checked", number, failed);
            return book.lost(number);
        }
    }

    /** @throws WalletUnavailable if the wallet gives no answer */
    Payment query(Payment payment) {
        WalletGateway gateway = to(payment.wallet());
        return OrderTrace.get(
                payment.orderNumber(), () -> ask(payment.number(), gateway, () -> gateway.query(payment.number())));
    }

    /**
     * Has the wallet take no money for a payment any more.
     *
     * @throws PaymentInProgress if it is not known how it stands
     */
    Payment close(Payment open) {
        PaymentNumber number = open.number();
        if (open.state() == PaymentState.UNKNOWN) {
            throw new PaymentInProgress(number);
        }
        WalletGateway gateway = to(open.wallet());
        try {
            WalletAnswer answer = answer(number, gateway, () -> gateway.close(number));
            return answer.status() == Status.UNKNOWN ? giveUp(number, gateway) : book.settle(number, answer);
        } catch (WalletUnavailable silent) {
            throw new PaymentInProgress(number);
        }
    }

    /**
     * Closes what the wallet has not heard of. Whoever opened it may be about to ask for it: either they see that it is
     * closed, or the wallet has heard of it by now and closes it.
     */
    private Payment giveUp(PaymentNumber number, WalletGateway gateway) {
        book.settle(number, WalletAnswer.unpaid(Status.CLOSED));
        return ask(number, gateway, () -> gateway.close(number));
    }

    private Payment ask(PaymentNumber number, WalletGateway gateway, Supplier<WalletAnswer> question) {
        return book.settle(number, answer(number, gateway, question));
    }

    private WalletAnswer answer(PaymentNumber number, WalletGateway gateway, Supplier<WalletAnswer> question) {
        try {
            return heard(gateway, question);
        } catch (WalletUnavailable silent) {
            book.lost(number);
            throw silent;
        }
    }

    private <T> T heard(WalletGateway gateway, Supplier<T> question) {
        Contact contact = contact(gateway.wallet());
        try {
            T answer = question.get();
            contact.answered();
            return answer;
        } catch (RuntimeException failed) {
            contact.silent(String.valueOf(failed.getMessage()));
            throw failed;
        }
    }

    /** How this wallet answers. */
    Contact contact(WalletKind wallet) {
        return contacts.with(wallet.name().toLowerCase(Locale.ROOT));
    }
}
