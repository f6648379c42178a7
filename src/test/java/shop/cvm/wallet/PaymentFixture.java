package shop.cvm.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.fault.Faults;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;

/** Tests of the money of one customer on its way from a wallet; each ends with all invariants. */
@ShopTest
abstract class PaymentFixture {

    static final Duration NEVER = Duration.ofDays(300);
    static final Money TEN = Cny.of("10.00");

    /** No order has such a number, so that none is looked for when its money has come. */
    private static final String ORDER = "an order of ";

    @LocalServerPort
    private int port;

    @Autowired
    Signature signature;

    @Autowired
    Clock systemClock;

    @Autowired
    private Invariants invariants;

    @Autowired
    Payments payments;

    @Autowired
    WalletHouse house;

    @Autowired
    WalletBook book;

    @Autowired
    Faults faults;

    @Autowired
    Ledger ledger;

    @Autowired
    ShopClock clock;

    @Autowired
    Customers customers;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    JdbcClient jdbc;

    AccountId account;
    NotificationSender sender;

    @BeforeEach
    void signUp() {
        account = customers.account().id();
        sender = new NotificationSender(port, signature, systemClock);
    }

    @AfterEach
    void theInvariantsHold() {
        faults.switchAllOff();
        invariants.hold();
    }

    Payment topUp(WalletKind wallet) {
        return payments.startTopUp(account, TEN, wallet, null);
    }

    Payment payOrder(WalletKind wallet) {
        return payments.startForOrder(account, TEN, wallet, order(), clock.now().plus(NEVER));
    }

    String order() {
        return ORDER + account;
    }

    /** The payer's answer, of which the shop is not told. */
    void answered(Payment payment, WalletState answer) {
        book.answer(account, payment.number(), answer, NEVER);
    }

    PaymentState state(Payment payment) {
        return payments.payment(account, payment.number()).state();
    }

    /** As it is cached, which is the sum of its entries. */
    Money balance() {
        Money balance = ledger.balance(account).balance();
        assertThat(ledger.entries(account, 0, 100).getContent().stream()
                        .map(Entry::amount)
                        .reduce(Cny.ZERO, Money::plus))
                .isEqualTo(balance);
        return balance;
    }
}
