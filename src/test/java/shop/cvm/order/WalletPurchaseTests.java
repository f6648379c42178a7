package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractLongAssert;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentInProgress;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.PaymentSucceeded;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.NotificationSender;
import shop.cvm.wallet.WalletHouse;
import shop.cvm.wallet.WalletState;

/** Orders paid with wallets: money and order agree, whatever comes late, twice, never, or at the same moment. */
@ShopTest
class WalletPurchaseTests {

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory beans;

    @Autowired
    private Orders orders;

    @Autowired
    private Payments payments;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Faults faults;

    @Autowired
    private Publications publications;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ApplicationEventPublisher events;

    private AccountId account;
    private Order order;

    @BeforeEach
    void anOrderThatTheBalanceDoesNotReachFor() {
        account = customers.with("1.00");
        order = place();
    }

    @AfterEach
    void nothingIsOnAndTheInvariantsHold() throws InterruptedException {
        faults.switchAllOff();
        settled();
        invariants.hold();
    }

    /** What is paid in advance is deducted, and of what is paid later an hour of all machines is frozen. */
    @ParameterizedTest
    @MethodSource
    void everyWalletCollectsWhatIsMissingAndTheOrderIsPaid(WalletKind wallet, List<Purchase> purchases)
            throws InterruptedException {
        order = place(purchases);
        Payment payment = orders.payByWallet(account, order.number(), wallet).orElseThrow();

        assertThat(payment.amount()).isEqualTo(order.total().minus(Cny.of("1.00")));
        assertThat(state()).isEqualTo(OrderState.PAYING);
        house.pay(account, payment.number());
        settled();

        assertThat(current().isPaid()).isTrue();
        assertThat(available()).isEqualTo(Cny.ZERO);
        Money anHour = ofLines(purchases, purchase -> !purchase.spec().isPrepaid());
        assertThat(ledger.balance(account).frozen()).isEqualTo(anHour);
        assertThat(ledger.balance(account).balance()).isEqualTo(anHour);
        assertThat(booked(EntryKind.FREEZE)).isEqualTo(anHour);
        assertThat(booked(EntryKind.DEDUCT))
                .isEqualTo(ofLines(purchases, purchase -> purchase.spec().isPrepaid()));
        assertThat(house.payment(account, payment.number()).transactionNumber()).matches("[0-9]{28}");
    }

    static Stream<Arguments> everyWalletCollectsWhatIsMissingAndTheOrderIsPaid() {
        List<Purchase> prepaid = List.of(Purchases.of(Specs.prepaid(), 1));
        List<Purchase> postpaid = List.of(Purchases.of(Specs.postpaid(), 3));
        List<Purchase> mixed = List.of(Purchases.of(Specs.postpaid(), 2), Purchases.of(Specs.prepaid(), 1));
        return Arrays.stream(WalletKind.values())
                .flatMap(wallet -> Stream.of(prepaid, postpaid, mixed).map(bought -> Arguments.of(wallet, bought)));
    }

    @Test
    void anOrderThatTheBalanceReachesForNeedsNoWallet() {
        customers.credit(account, "1000.00");

        assertThat(orders.payByWallet(account, order.number(), WalletKind.TENPAY))
                .isEmpty();
        assertThat(current().isPaid()).isTrue();
    }

    @Test
    void payingAgainLeadsToTheSamePayment() {
        Payment first = pay(WalletKind.TENPAY);

        assertThat(pay(WalletKind.TENPAY).number()).isEqualTo(first.number());
    }

    @Test
    void anotherWalletTakesThePlaceOfTheFirst() throws InterruptedException {
        Payment first = pay(WalletKind.TENPAY);
        Payment second = pay(WalletKind.QQ_WALLET);

        assertThat(payments.payment(account, first.number()).state()).isEqualTo(PaymentState.CLOSED);
        house.pay(account, first.number());
        settled();
        assertThat(current().isPaid()).as("the closed one takes nothing").isFalse();
        house.pay(account, second.number());
        settled();
        assertThat(current().isPaid()).isTrue();
    }

    @Test
    void whoPaidAlreadyWhileTheNewsWasLostNeedsNoOtherWallet() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATION_LOST, 1, Duration.ZERO);
        Payment first = pay(WalletKind.TENPAY);
        house.pay(account, first.number());

        assertThat(orders.payByWallet(account, order.number(), WalletKind.QQ_WALLET))
                .isEmpty();
        settled();
        assertThat(current().isPaid()).isTrue();
    }

    @Test
    void theBalanceCanPayInPlaceOfAWallet() {
        Payment open = pay(WalletKind.WECHAT_PAY);
        customers.credit(account, "1000.00");

        orders.payInstead(account, order.number());

        assertThat(current().isPaid()).isTrue();
        assertThat(payments.payment(account, open.number()).state()).isEqualTo(PaymentState.CLOSED);
    }

    @Test
    void aBalanceThatIsTooSmallLeavesThePaymentThatIsOpenAsItIs() throws InterruptedException {
        Payment open = pay(WalletKind.WECHAT_PAY);

        assertThatExceptionOfType(InsufficientBalance.class)
                .isThrownBy(() -> orders.payInstead(account, order.number()));

        assertThat(payments.payment(account, open.number()).state()).isEqualTo(PaymentState.PENDING);
        house.pay(account, open.number());
        settled();
        assertThat(current().isPaid()).isTrue();
    }

    @Test
    void aWalletThatIsDownLeavesThePaymentBeingCheckedAndTheOrderBlocked() {
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        Payment payment = pay(WalletKind.WECHAT_PAY);

        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);
        assertThatExceptionOfType(PaymentInProgress.class).isThrownBy(() -> pay(WalletKind.TENPAY));
        customers.credit(account, "1000.00");
        assertThatExceptionOfType(PaymentInProgress.class).isThrownBy(() -> orders.payInstead(account, order.number()));
        assertThat(current().isPaid()).isFalse();
    }

    @Test
    void whatTheWalletNeverHeardOfIsClosedByTheFirstPollItAnswers() {
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        Payment payment = pay(WalletKind.WECHAT_PAY);
        poll();
        assertThat(payments.payment(account, payment.number()).state()).isEqualTo(PaymentState.UNKNOWN);

        faults.switchAllOff();
        poll();

        assertThat(payments.payment(account, payment.number()).state()).isEqualTo(PaymentState.CLOSED);
        assertThat(pay(WalletKind.TENPAY).state()).isEqualTo(PaymentState.PENDING);
    }

    @Test
    void whatTheWalletDidThoughItsAnswerWasLostGoesOnByTheFirstPollItAnswers() throws InterruptedException {
        faults.switchOn(Fault.WALLET_ANSWER_LOST, 1, Duration.ZERO);
        Payment payment = pay(WalletKind.WECHAT_PAY);
        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);

        poll();

        assertThat(payments.payment(account, payment.number()).state()).isEqualTo(PaymentState.PENDING);
        house.pay(account, payment.number());
        settled();
        assertThat(current().isPaid()).isTrue();
    }

    @Test
    void aLostNotificationIsReplacedByAsking() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATION_LOST, null, Duration.ZERO);
        Payment payment = pay(WalletKind.QQ_WALLET);
        house.pay(account, payment.number());
        settled();
        assertThat(current().isPaid()).isFalse();

        poll();
        settled();

        assertThat(current().isPaid()).isTrue();
    }

    @Test
    void aDelayedNotificationComesWhenItsDelayIsOver() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATION_DELAYED, 1, Duration.ofMinutes(2));
        Payment payment = pay(WalletKind.QQ_WALLET);
        house.pay(account, payment.number());
        settled();
        assertThat(current().isPaid()).isFalse();

        clock.advance(Duration.ofMinutes(2));
        house.notifyDue();
        settled();

        assertThat(current().isPaid()).isTrue();
    }

    @Test
    void aDuplicatedNotificationCreditsOnce() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATION_DUPLICATED, 1, Duration.ZERO);
        paidBy(WalletKind.TENPAY);

        assertThat(credits()).isEqualTo(1);
    }

    @Test
    void aForgedNotificationBeforeTheRealOneChangesNothing() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATION_FORGED, 1, Duration.ZERO);
        paidBy(WalletKind.TENPAY);

        assertThat(credits()).isEqualTo(1);
    }

    @Test
    void notificationsInAnotherOrderPayTheSameOrders() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATIONS_REORDERED, null, Duration.ZERO);
        AccountId earlier = account;
        Order overtaken = order;
        house.pay(earlier, pay(WalletKind.TENPAY).number());
        account = customers.with("1.00");
        order = place();
        house.pay(account, pay(WalletKind.TENPAY).number());
        settled();
        assertThat(current().isPaid()).isTrue();
        assertThat(orders.order(earlier, overtaken.number()).order().isPaid()).isFalse();

        clock.advance(Duration.ofSeconds(15));
        house.notifyDue();
        settled();

        assertThat(orders.order(earlier, overtaken.number()).order().isPaid()).isTrue();
    }

    @Test
    void noWalletTakesMoneyForAnOrderThatCannotBePaidAnyMore() throws InterruptedException {
        clock.advance(Duration.between(order.createdAt(), order.payUntil()).dividedBy(2));
        Payment payment = pay(WalletKind.TENPAY);
        assertThat(payment.expiresAt()).isEqualTo(order.payUntil());

        clock.advanceTo(order.payUntil());
        assertThat(house.pay(account, payment.number()).state()).isEqualTo(WalletState.EXPIRED);
        settled();

        assertThat(available()).isEqualTo(Cny.of("1.00"));
    }

    @Test
    void anOrderWhoseMoneyHasComeCannotBeCancelledAnyMore() throws InterruptedException {
        Payment payment = pay(WalletKind.TENPAY);
        house.pay(account, payment.number());
        settled();

        assertThatExceptionOfType(OrderAlreadyPaid.class).isThrownBy(() -> orders.cancel(account, order.number()));

        assertThat(available()).isEqualTo(Cny.ZERO);
        itWasPaidAndTheMoneyOf(payment).isZero();
    }

    @Test
    void anOrderWhoseMoneyHasComeDoesNotExpire() throws InterruptedException {
        Payment payment = pay(WalletKind.TENPAY);
        house.pay(account, payment.number());
        settled();

        clock.advanceTo(order.payUntil().plusSeconds(1));
        orders.expireDue();

        assertThat(available()).isEqualTo(Cny.ZERO);
        itWasPaidAndTheMoneyOf(payment).isZero();
    }

    @Test
    void moneyForACancelledOrderStaysOnTheBalance() throws InterruptedException {
        Payment payment = pay(WalletKind.TENPAY);
        orders.cancel(account, order.number());
        house.pay(account, payment.number());
        settled();

        theMoneyStays(payment);
    }

    @Test
    void moneyForAnExpiredOrderStaysOnTheBalance() throws InterruptedException {
        Payment payment = pay(WalletKind.TENPAY);
        jdbc.sql("update orders set pay_until = created_at where order_number = ?")
                .param(order.number().number())
                .update();
        orders.expireDue();
        house.pay(account, payment.number());
        settled();

        theMoneyStays(payment);
    }

    @Test
    void moneyThatWasOnItsWayWhenItsOrderWasPaidFromTheBalanceStaysThereAndIsToldOfOnce() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATION_LOST, 1, Duration.ZERO);
        Payment payment = pay(WalletKind.TENPAY);
        customers.credit(account, "1000.00");
        house.pay(account, payment.number());

        orders.payInstead(account, order.number());
        settled();

        itWasPaidAndTheMoneyOf(payment).isEqualTo(1);
        assertThat(available())
                .isEqualTo(Cny.of("1001.00").plus(payment.amount()).minus(order.total()));
    }

    @Test
    void moneyThatComesAfterItsOrderWasPaidAnotherWayStaysOnTheBalanceAndIsToldOfOnce() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATION_DUPLICATED, 1, Duration.ZERO);
        Payment payment = pay(WalletKind.QQ_WALLET);
        customers.credit(account, "1000.00");
        orders.payFromBalance(account, order.number());

        house.pay(account, payment.number());
        settled();

        itWasPaidAndTheMoneyOf(payment).isEqualTo(1);
    }

    @Test
    void moneyThatPaidItsOrderIsNotSaidToBeLeftWhoeverHearsOfItFirst() throws InterruptedException {
        faults.switchOn(Fault.WALLET_NOTIFICATION_LOST, 1, Duration.ZERO);
        Payment payment = pay(WalletKind.WECHAT_PAY);
        house.pay(account, payment.number());

        Races.run(
                2,
                number -> number == 0
                        ? () -> payments.confirm(payment.number())
                        : () -> orders.payByWallet(account, order.number(), WalletKind.WECHAT_PAY));
        settled();
        orders.payInstead(account, order.number());
        settled();

        itWasPaidAndTheMoneyOf(payment).isZero();
    }

    @Test
    void moneyThatCameBeforeItsOrderWasPaidIsNotSaidToBeLeftThoughThatPaymentHadBegunEarlier()
            throws InterruptedException {
        Payment payment = pay(WalletKind.TENPAY);
        house.pay(account, payment.number());
        settled();
        jdbc.sql("update orders set paid_at = created_at where order_number = ?")
                .param(order.number().number())
                .update();

        heardAgain(payment);

        itWasPaidAndTheMoneyOf(payment).isZero();
    }

    @Test
    void moneyThatCameAfterItsOrderWasPaidIsToldOfThoughItsCreditHadBegunEarlier() throws InterruptedException {
        Payment payment = pay(WalletKind.TENPAY);
        customers.credit(account, "1000.00");
        orders.payFromBalance(account, order.number());
        jdbc.sql("update orders set paid_at = pay_until where order_number = ?")
                .param(order.number().number())
                .update();

        house.pay(account, payment.number());
        settled();

        itWasPaidAndTheMoneyOf(payment).isEqualTo(1);
    }

    /** The news of a payment may come again, after a crash. */
    private void heardAgain(Payment payment) throws InterruptedException {
        transaction.executeWithoutResult(status -> events.publishEvent(
                new PaymentSucceeded(payment.number(), account, order.number().number())));
        settled();
    }

    /** How often the customer was told that it is on the balance. */
    private AbstractLongAssert<?> itWasPaidAndTheMoneyOf(Payment payment) {
        assertThat(current().isPaid()).isTrue();
        assertThat(payments.payment(account, payment.number()).state()).isEqualTo(PaymentState.SUCCEEDED);
        return assertThat(jdbc.sql("select count(*) from messages where message_key = ?")
                .param("left:" + payment.number())
                .query(Long.class)
                .single());
    }

    @Test
    void whatIsNotSoldAnyMoreIsClosedWhenItIsToBePaidAndNoWalletIsAsked() {
        takenOutOfTheCatalogue();

        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> pay(WalletKind.TENPAY))
                .satisfies(closed -> assertThat(closed.state()).isEqualTo(OrderState.INVALID));

        assertThat(state()).isEqualTo(OrderState.INVALID);
        assertThat(payments.latestFor(account, order.number().number())).isEmpty();
        order = place();
        customers.credit(account, "1000.00");
        takenOutOfTheCatalogue();
        assertThatExceptionOfType(OrderClosed.class).isThrownBy(() -> orders.payInstead(account, order.number()));
        assertThat(state()).isEqualTo(OrderState.INVALID);
        assertThat(available()).isEqualTo(Cny.of("1001.00"));
    }

    @Test
    void moneyForWhatIsNotSoldAnyMoreStaysOnTheBalance() throws InterruptedException {
        Payment payment = pay(WalletKind.TENPAY);
        takenOutOfTheCatalogue();
        house.pay(account, payment.number());
        settled();

        theMoneyStays(payment);
        assertThat(state()).isEqualTo(OrderState.INVALID);
    }

    private void takenOutOfTheCatalogue() {
        jdbc.sql("update order_lines set image_id = 'img-gone' where order_number = ?")
                .param(order.number().number())
                .update();
    }

    @Test
    void cancellationAndPaymentAtTheSameMomentEndInOneOfTheTwo() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            account = customers.with("1.00");
            order = place();
            Payment payment = pay(WalletKind.TENPAY);
            List<Races.Outcome<Object>> outcomes = Races.run(
                    2,
                    number -> () -> number == 0
                            ? house.pay(account, payment.number())
                            : orders.cancel(account, order.number()));
            settled();

            Order ended = current();
            assertThat(outcomes.get(0).thrown()).isNull();
            if (ended.isPaid()) {
                assertThat(outcomes.get(1).thrown()).isInstanceOf(OrderAlreadyPaid.class);
            } else {
                assertThat(outcomes.get(1).thrown()).isNull();
            }
            Money left = ended.isPaid() ? Cny.ZERO : order.total();
            assertThat(ended.isPaid() || ended.state() == OrderState.CANCELLED).isTrue();
            assertThat(available()).isEqualTo(left);
        }
    }

    @Test
    void expiryAndPaymentAtTheSameMomentEndInOneOfTheTwo() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            account = customers.with("1.00");
            order = place();
            Payment payment = pay(WalletKind.TENPAY);
            expiresIn(Duration.ofMillis(20L * round));
            List<Races.Outcome<Object>> outcomes = Races.run(
                    3, number -> () -> number == 0 ? house.pay(account, payment.number()) : expireUntilItIsOver());
            settled();

            assertThat(outcomes).allMatch(Races.Outcome::succeeded);
            Order ended = current();
            assertThat(ended.isPaid() || ended.state() == OrderState.EXPIRED).isTrue();
            assertThat(available()).isEqualTo(ended.isPaid() ? Cny.ZERO : order.total());
        }
    }

    private void expiresIn(Duration left) {
        jdbc.sql("update orders set pay_until = ? where order_number = ?")
                .params(
                        clock.now().plus(left).atOffset(ZoneOffset.UTC),
                        order.number().number())
                .update();
    }

    /** @return the order, closed or paid */
    private Order expireUntilItIsOver() {
        Order seen = current();
        for (; seen.isUnpaid(); seen = current()) {
            orders.expireDue();
        }
        return seen;
    }

    @Test
    void aHundredOfEveryNotificationShuffledAndTwentyAtOnceCreditOnce() throws InterruptedException {
        List<AccountId> payers = new ArrayList<>();
        List<Payment> paid = new ArrayList<>();
        faults.switchOn(Fault.WALLET_NOTIFICATION_LOST, null, Duration.ZERO);
        for (int number = 0; number < 3; number++) {
            account = customers.with("1.00");
            order = place();
            payers.add(account);
            paid.add(pay(WalletKind.values()[number]));
            house.pay(account, paid.get(number).number());
        }
        List<Payment> notifications = new ArrayList<>();
        paid.forEach(payment -> notifications.addAll(Collections.nCopies(100, payment)));
        Collections.shuffle(notifications, new Random(20261125));
        NotificationSender sender = NotificationSender.to(port, beans);
        List<Races.Outcome<List<Integer>>> told = Races.run(20, thread -> notify(sender, notifications, thread));
        settled();

        assertThat(told).allMatch(Races.Outcome::succeeded);
        assertThat(told.stream().flatMap(answers -> answers.value().stream()))
                .hasSize(300)
                .containsOnly(204);
        for (AccountId payer : payers) {
            account = payer;
            assertThat(credits()).isEqualTo(1);
            assertThat(available()).isEqualTo(Cny.ZERO);
        }
    }

    @Test
    void twoHundredSubmitsOfOneOrderPayOnce() throws InterruptedException {
        customers.credit(account, "5000.00");
        Money before = available();

        List<Races.Outcome<Object>> submits = Races.run(200, number -> () -> {
            orders.payInstead(account, order.number());
            return true;
        });

        assertThat(submits).allMatch(Races.Outcome::succeeded);
        assertThat(current().isPaid()).isTrue();
        assertThat(available()).isEqualTo(before.minus(order.total()));
    }

    @Test
    void manySubmitsWithAWalletStartOnePayment() {
        List<Races.Outcome<Payment>> started = Races.run(16, number -> () -> pay(WalletKind.TENPAY));

        assertThat(started).allMatch(Races.Outcome::succeeded);
        assertThat(started.stream().map(outcome -> outcome.value().number()).distinct())
                .hasSize(1);
    }

    @Test
    void theDatabaseAloneRefusesASecondOpenPaymentOfAnOrder() {
        Payment open = pay(WalletKind.TENPAY);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into payments (number, account_id, amount, wallet, state, order_number, created_at,
                                    expires_at, next_query_at, queries, version, pays_order, open_for)
                                select '1' || substring(number from 2), account_id, amount, wallet, state, order_number,
                                    created_at, expires_at, next_query_at, queries, version, pays_order, open_for
                                from payments where number = ?
                                """).param(open.number().number()).update());
    }

    @Test
    void theDatabaseAloneRefusesASecondCredit() throws InterruptedException {
        paidBy(WalletKind.TENPAY);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into entries (account_id, line, reference, kind, amount, debit_account,
                                    credit_account, balance_after, frozen_after, description_key, description_args,
                                    order_number, occurred_at)
                                select account_id, line + 1000, reference, kind, amount, debit_account, credit_account,
                                    balance_after, frozen_after, description_key, description_args, order_number, occurred_at
                                from entries where account_id = ? and reference like 'top-up:%'
                                """).param(account.accountId()).update());
    }

    private Callable<List<Integer>> notify(NotificationSender sender, List<Payment> notifications, int thread) {
        return () -> {
            List<Integer> answers = new ArrayList<>();
            for (int at = thread; at < notifications.size(); at += 20) {
                Payment payment = notifications.get(at);
                answers.add(sender.send(payment.wallet(), sender.genuine(payment)));
            }
            return answers;
        };
    }

    @Test
    void moneyThatDoesNotReachAnyMoreIsOnTheBalanceAndTheOrderStaysPayable() throws InterruptedException {
        Payment payment = pay(WalletKind.TENPAY);
        jdbc.sql("update orders set prepaid_total = prepaid_total + 5 where order_number = ?")
                .param(order.number().number())
                .update();
        house.pay(account, payment.number());
        settled();

        theMoneyStays(payment);
        assertThat(current().isUnpaid()).isTrue();
        jdbc.sql("update orders set prepaid_total = prepaid_total - 5 where order_number = ?")
                .param(order.number().number())
                .update();
    }

    private void theMoneyStays(Payment payment) {
        assertThat(current().isPaid()).isFalse();
        assertThat(available()).isEqualTo(payment.amount().plus(Cny.of("1.00")));
        assertThat(payments.latestFor(account, order.number().number()))
                .hasValueSatisfying(latest -> assertThat(latest.state()).isEqualTo(PaymentState.SUCCEEDED));
    }

    private void paidBy(WalletKind wallet) throws InterruptedException {
        Payment payment = pay(wallet);
        house.pay(account, payment.number());
        settled();
        assertThat(current().isPaid()).isTrue();
    }

    private long credits() {
        return jdbc.sql("select count(*) from entries where account_id = ? and reference like 'top-up:%'")
                .param(account.accountId())
                .query(Long.class)
                .single();
    }

    private Payment pay(WalletKind wallet) {
        return orders.payByWallet(account, order.number(), wallet).orElseThrow();
    }

    private Order place() {
        return place(List.of(Purchases.of(Specs.prepaid(), 1)));
    }

    private Order place(List<Purchase> purchases) {
        return orders.place(account, purchases, UUID.randomUUID().toString());
    }

    /** What those of the order's lines come to that are for such purchases. */
    private Money ofLines(List<Purchase> purchases, Predicate<Purchase> which) {
        return IntStream.range(0, purchases.size())
                .filter(line -> which.test(purchases.get(line)))
                .mapToObj(line -> order.lines().get(line))
                .map(line -> line.cost().unitTotal().multipliedBy(line.count()))
                .reduce(Cny.ZERO, Money::plus);
    }

    private Money booked(EntryKind kind) {
        return ledger.entries(account, 0, 20).getContent().stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::amount)
                .reduce(Cny.ZERO, Money::plus);
    }

    private Order current() {
        return orders.order(account, order.number()).order();
    }

    private OrderState state() {
        return orders.order(account, order.number()).state();
    }

    private Money available() {
        return ledger.balance(account).available();
    }

    private void poll() {
        clock.advance(Duration.ofSeconds(20));
        payments.settleDue();
    }

    private void settled() throws InterruptedException {
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();
    }
}
