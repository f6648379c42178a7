package shop.cvm.wallet;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.payment.ForgedNotification;
import shop.cvm.payment.Notification;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.WalletAnswer;
import shop.cvm.payment.WalletGateway;
import shop.cvm.payment.WalletKind;
import shop.cvm.payment.WalletRequest;
import shop.cvm.payment.WalletUnavailable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The shop's way to one of the simulated wallets. They differ in their names, numbers, secrets and pages only. */
class SimulatedWallet implements WalletGateway {

    /** Field of a notification's body that names the payment. */
    static final String PAYMENT_FIELD = "payment";

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final WalletKind wallet;
    private final WalletBook book;
    private final Signature signature;
    private final Faults faults;
    private final JsonMapper json;
    private final Clock clock;

    SimulatedWallet(
            WalletKind wallet, WalletBook book, Signature signature, Faults faults, JsonMapper json, Clock clock) {
        this.wallet = wallet;
        this.book = book;
        this.signature = signature;
        this.faults = faults;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public WalletKind wallet() {
        return wallet;
    }

    @Override
    public void start(WalletRequest request) {
        requireUp();
        try {
            book.collect(wallet, request);
        } catch (DataIntegrityViolationException collected) {
            // Somebody asked for the same at the same moment, which is all that was wanted.
        }
        loseAnswer();
    }

    @Override
    public WalletAnswer query(PaymentNumber number) {
        requireUp();
        WalletAnswer answer = answer(book.current(number));
        loseAnswer();
        return answer;
    }

    @Override
    public WalletAnswer close(PaymentNumber number) {
        requireUp();
        WalletAnswer answer = answer(book.close(number));
        loseAnswer();
        return answer;
    }

    @Override
    public PaymentNumber verify(Notification notification) {
        if (!signature.fits(wallet, notification)) {
            throw new ForgedNotification("The signature does not fit");
        }
        if (age(notification).compareTo(MAX_AGE) > 0) {
            throw new ForgedNotification("The timestamp is more than " + MAX_AGE + " from now");
        }
        return number(notification);
    }

    private void requireUp() {
        if (faults.strike(Fault.WALLET_DOWN).isPresent()) {
            throw new WalletUnavailable(wallet);
        }
    }

    private void loseAnswer() {
        if (faults.strike(Fault.WALLET_ANSWER_LOST).isPresent()) {
            throw new WalletUnavailable(wallet);
        }
    }

    private static WalletAnswer answer(Optional<WalletPayment> payment) {
        return payment.map(SimulatedWallet::answer).orElse(WalletAnswer.unpaid(WalletAnswer.Status.UNKNOWN));
    }

    private static WalletAnswer answer(WalletPayment payment) {
        return switch (payment.state()) {
            case WAITING -> WalletAnswer.unpaid(WalletAnswer.Status.WAITING);
            case PAID -> WalletAnswer.paid(payment.amount(), payment.transactionNumber());
            case REFUSED -> WalletAnswer.unpaid(WalletAnswer.Status.REFUSED);
            case EXPIRED ->
                WalletAnswer.unpaid(payment.isClosed() ? WalletAnswer.Status.CLOSED : WalletAnswer.Status.EXPIRED);
        };
    }

    private Duration age(Notification notification) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(notification.timestamp()));
            return Duration.between(sent, clock.instant()).abs();
        } catch (NumberFormatException | DateTimeException | ArithmeticException malformed) {
            throw new ForgedNotification("The timestamp is none");
        }
    }

    private PaymentNumber number(Notification notification) {
        try {
            String named =
                    json.readTree(notification.body()).path(PAYMENT_FIELD).asString("");
            return PaymentNumber.parse(named).orElseThrow(() -> new ForgedNotification("The body names no payment"));
        } catch (JacksonException malformed) {
            throw new ForgedNotification("The body is no JSON");
        }
    }
}
