package shop.cvm.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.audit.Contacts;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payment.Purpose;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/** Between writing a payment down and the wallet hearing of it anything may happen, and the order can be paid all the same. */
@ShopTest
class PaymentStartTests {

    private static final Money TEN = Cny.of("10.00");

    @Autowired
    private PaymentBook book;

    @Autowired
    private PaymentSettings settings;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Stopping stopping;

    private final ScriptedWallet tenpay = new ScriptedWallet(WalletKind.TENPAY);
    private final ScriptedWallet weChatPay = new ScriptedWallet(WalletKind.WECHAT_PAY);
    private AccountId account;
    private Payments payments;

    @BeforeEach
    void aShopWithTwoWallets() {
        account = customers.account().id();
        payments = new Payments(book, settings, new Gateways(book, List.of(tenpay, weChatPay), contacts), stopping);
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void whatTheWalletHasNotHeardOfIsToldAgainWhenTheSameWalletIsChosen() {
        Payment dead = openedAndNeverAskedFor();

        Payment again = pay(WalletKind.TENPAY);

        assertThat(again.number()).isEqualTo(dead.number());
        assertThat(tenpay.collected).containsExactly(dead.number());
    }

    @Test
    void whatTheWalletHasNotHeardOfIsGivenUpWhenAnotherIsChosen() {
        Payment dead = openedAndNeverAskedFor();

        Payment other = pay(WalletKind.WECHAT_PAY);

        assertThat(state(dead)).isEqualTo(PaymentState.CLOSED);
        assertThat(other.state()).isEqualTo(PaymentState.PENDING);
        assertThat(weChatPay.collected).containsExactly(other.number());
    }

    @Test
    void whatTheWalletHasNotHeardOfDoesNotKeepTheBalanceFromPaying() {
        Payment dead = openedAndNeverAskedFor();

        assertThat(payments.closeOpen(order()))
                .hasValueSatisfying(closed -> assertThat(closed.state()).isEqualTo(PaymentState.CLOSED));
        assertThat(state(dead)).isEqualTo(PaymentState.CLOSED);
    }

    @Test
    void whateverBreaksAStartOffThePaymentIsBeingChecked() {
        tenpay.beforeCollecting = () -> {
            throw new IllegalStateException("No connection was free in time");
        };

        Payment payment = pay(WalletKind.TENPAY);

        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(payments.confirm(payment.number()).state()).isEqualTo(PaymentState.CLOSED);
    }

    @Test
    void whatIsGivenUpWhileItIsBeingStartedIsClosedInTheWalletToo() {
        tenpay.beforeCollecting = () -> {
            tenpay.beforeCollecting = () -> {};
            payments.closeOpen(order());
        };

        Payment second = pay(WalletKind.TENPAY);

        assertThat(second.state()).isEqualTo(PaymentState.PENDING);
        assertThat(tenpay.collected).containsExactly(second.number());
        assertThat(tenpay.closed).hasSize(1).doesNotContain(second.number());
    }

    @Test
    void whatIsStartedWhileItIsBeingGivenUpIsClosedInTheWalletToo() {
        Payment dead = openedAndNeverAskedFor();
        tenpay.afterSayingUnknown = () -> tenpay.collected.add(dead.number());

        payments.closeOpen(order());

        assertThat(state(dead)).isEqualTo(PaymentState.CLOSED);
        assertThat(tenpay.collected).isEmpty();
        assertThat(tenpay.closed).containsExactly(dead.number());
    }

    /** As after a crash between the two. */
    private Payment openedAndNeverAskedFor() {
        return book.open(account, TEN, WalletKind.TENPAY, new Purpose(order(), payUntil()));
    }

    private Payment pay(WalletKind wallet) {
        return payments.startForOrder(account, TEN, wallet, order(), payUntil());
    }

    private PaymentState state(Payment payment) {
        return payments.payment(account, payment.number()).state();
    }

    private Instant payUntil() {
        return clock.now().plus(Duration.ofHours(1));
    }

    private String order() {
        return "an order of " + account;
    }

    /** A wallet that does in between what a test wants to happen in between. */
    private static final class ScriptedWallet implements WalletGateway {

        private final WalletKind kind;
        private final Set<PaymentNumber> collected = new HashSet<>();
        private final Set<PaymentNumber> closed = new HashSet<>();
        private Runnable beforeCollecting = () -> {};
        private Runnable afterSayingUnknown = () -> {};

        ScriptedWallet(WalletKind kind) {
            this.kind = kind;
        }

        @Override
        public WalletKind wallet() {
            return kind;
        }

        @Override
        public void start(WalletRequest request) {
            beforeCollecting.run();
            collected.add(request.number());
        }

        @Override
        public WalletAnswer query(PaymentNumber number) {
            return WalletAnswer.unpaid(status(number));
        }

        @Override
        public WalletAnswer close(PaymentNumber number) {
            if (collected.remove(number)) {
                closed.add(number);
            }
            WalletAnswer answer = WalletAnswer.unpaid(status(number));
            if (answer.status() == WalletAnswer.Status.UNKNOWN) {
                afterSayingUnknown.run();
            }
            return answer;
        }

        private WalletAnswer.Status status(PaymentNumber number) {
            return collected.contains(number)
                    ? WalletAnswer.Status.WAITING
                    : closed.contains(number) ? WalletAnswer.Status.CLOSED : WalletAnswer.Status.UNKNOWN;
        }

        @Override
        public PaymentNumber verify(Notification notification) {
            throw new ForgedNotification("This wallet notifies nobody");
        }
    }
}
