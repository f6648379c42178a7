package shop.cvm.wallet;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import shop.cvm.payment.ForgedNotification;
import shop.cvm.payment.Notification;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.WalletAnswer;
import shop.cvm.payment.WalletGateway;
import shop.cvm.payment.WalletKind;
import shop.cvm.payment.WalletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The shop's way to the simulated WeChat Pay. */
@Component
class WeChatPay implements WalletGateway {

    /** Field of a notification's body that names the payment. */
    static final String PAYMENT_FIELD = "payment";

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final WalletBook book;
    private final Signature signature;
    private final JsonMapper json;
    private final Clock clock;

    WeChatPay(WalletBook book, Signature signature, JsonMapper json, Clock clock) {
        this.book = book;
        this.signature = signature;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public WalletKind wallet() {
        return WalletKind.WECHAT_PAY;
    }

    @Override
    public void start(WalletRequest request) {
        try {
            book.collect(request);
        } catch (DataIntegrityViolationException collected) {
            // Somebody asked for the same at the same moment, which is all that was wanted.
        }
    }

    @Override
    public WalletAnswer query(PaymentNumber number) {
        return book.current(number).map(WeChatPay::answer).orElse(WalletAnswer.unpaid(WalletAnswer.Status.UNKNOWN));
    }

    @Override
    public PaymentNumber verify(Notification notification) {
        if (!signature.fits(notification)) {
            throw new ForgedNotification("The signature does not fit");
        }
        if (age(notification).compareTo(MAX_AGE) > 0) {
            throw new ForgedNotification("The timestamp is more than " + MAX_AGE + " from now");
        }
        return number(notification);
    }

    private static WalletAnswer answer(WalletPayment payment) {
        return switch (payment.state()) {
            case WAITING -> WalletAnswer.unpaid(WalletAnswer.Status.WAITING);
            case PAID -> WalletAnswer.paid(payment.amount(), payment.transactionNumber());
            case REFUSED -> WalletAnswer.unpaid(WalletAnswer.Status.REFUSED);
            case EXPIRED -> WalletAnswer.unpaid(WalletAnswer.Status.EXPIRED);
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
