package shop.cvm.wallet;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.dao.DataIntegrityViolationException;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.payment.Notification;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentInProgress;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.WalletKind;

/** Money comes once, and an order is paid one way at a time, however many ask how often for what. */
class PaymentRacesTests extends PaymentFixture {

    /** Where it is logged that a notification was refused. */
    private static final String REFUSALS = "shop.cvm.web.billing.NotificationController";

    @Test
    void everyNotificationAHundredTimesShuffledTwentyAtOnceCreditsOnce() {
        List<Payment> paid = Stream.of(WalletKind.values())
                .flatMap(wallet -> Stream.of(topUp(wallet), topUp(wallet)))
                .toList();
        paid.forEach(payment -> answered(payment, WalletState.PAID));
        Payment refused = topUp(WalletKind.TENPAY);
        answered(refused, WalletState.REFUSED);
        List<Payment> shuffled = new ArrayList<>(nCopies(100, refused));
        paid.forEach(payment -> shuffled.addAll(nCopies(100, payment)));
        Collections.shuffle(shuffled, new Random(20));
        Queue<Payment> toSend = new ConcurrentLinkedQueue<>(shuffled);

        List<Outcome<List<Integer>>> answers = Races.run(
                20, thread -> () -> sendAll(toSend, payment -> sender.send(payment.wallet(), sender.genuine(payment))));

        assertThat(answers).allMatch(Outcome::succeeded);
        assertThat(answers.stream().flatMap(answer -> answer.value().stream()))
                .hasSize(700)
                .containsOnly(204);
        assertThat(paid).allSatisfy(payment -> assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED));
        assertThat(state(refused)).isEqualTo(PaymentState.REFUSED);
        assertThat(ledger.entries(account, 0, 100)).hasSize(6);
        assertThat(balance()).isEqualTo(Cny.of("60.00"));
    }

    @Test
    void ofTenThousandForgedNotificationsNoneIsAccepted() {
        Payment payment = topUp(WalletKind.QQ_WALLET);
        answered(payment, WalletState.PAID);
        Random random = new Random(10_000);
        Queue<Notification> toSend = new ConcurrentLinkedQueue<>();
        IntStream.range(0, 10_000).forEach(number -> toSend.add(forged(payment, number, random)));

        List<Outcome<List<Integer>>> answers = withoutAWordInTheLog(
                () -> Races.run(8, thread -> () -> sendAll(toSend, forged -> sender.send(payment.wallet(), forged))));

        assertThat(answers).allMatch(Outcome::succeeded);
        assertThat(answers.stream().flatMap(answer -> answer.value().stream()))
                .hasSize(10_000)
                .containsOnly(401);

        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);
        assertThat(balance()).isEqualTo(Cny.ZERO);
        assertThat(sender.send(payment.wallet(), sender.genuine(payment))).isEqualTo(204);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void whatOneWalletSignsSaysNothingForAnother() {
        Payment payment = topUp(WalletKind.TENPAY);
        answered(payment, WalletState.PAID);
        String body = NotificationSender.body(payment);

        assertThat(sender.send(WalletKind.TENPAY, sender.signed(WalletKind.WECHAT_PAY, body)))
                .isEqualTo(401);
        assertThat(sender.send(WalletKind.WECHAT_PAY, sender.signed(WalletKind.WECHAT_PAY, body)))
                .as("well signed, and not this wallet's payment")
                .isEqualTo(404);
        assertThat(balance()).isEqualTo(Cny.ZERO);

        assertThat(sender.send(WalletKind.TENPAY, sender.signed(WalletKind.TENPAY, body)))
                .isEqualTo(204);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void everyWalletHasNumbersOfItsOwnForm() {
        List<String> numbers = Stream.of(WalletKind.values())
                .map(this::topUp)
                .map(payment -> house.payment(account, payment.number()).transactionNumber())
                .toList();

        assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number.matches("[0-9]{28}"));
        assertThat(numbers.get(WalletKind.TENPAY.ordinal())).startsWith("1900000109");
        assertThat(numbers.get(WalletKind.WECHAT_PAY.ordinal())).startsWith("4200");
        assertThat(numbers.get(WalletKind.QQ_WALLET.ordinal())).startsWith("20");
    }

    @Test
    void payingAnOrderTwoHundredTimesAtOnceStartsOnePayment() {
        List<Outcome<Payment>> outcomes = Races.run(200, thread -> () -> payOrder(WalletKind.WECHAT_PAY));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream().map(outcome -> outcome.value().number()).distinct())
                .hasSize(1);
        assertThat(paymentsOfOrder()).hasSize(1);
        house.pay(account, outcomes.get(0).value().number());
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void payingAnOrderByEveryWalletAtOnceCollectsItsMoneyOnce() {
        WalletKind[] wallets = WalletKind.values();

        List<Outcome<Payment>> outcomes = Races.run(60, thread -> () -> payOrder(wallets[thread % wallets.length]));

        assertThat(outcomes).allMatch(outcome -> outcome.succeeded() || outcome.thrown() instanceof PaymentInProgress);
        assertThat(payments.openFor(List.of(order()))).containsExactly(order());
        List<PaymentNumber> started = paymentsOfOrder();
        Races.run(started.size(), number -> () -> house.pay(account, started.get(number)));
        assertThat(balance()).isEqualTo(TEN);
        assertThat(started.stream().filter(number -> state(number) == PaymentState.SUCCEEDED))
                .hasSize(1);
    }

    @Test
    void ofPayingAndGivingUpAtOnceOneCountsForBothHouses() {
        for (int round = 0; round < 10; round++) {
            Money before = balance();
            Payment payment = payOrder(WalletKind.QQ_WALLET);

            List<Outcome<Object>> outcomes = Races.run(6, thread -> () -> switch (thread % 3) {
                case 0 -> house.pay(account, payment.number());
                case 1 -> giveUp();
                default -> sender.send(payment.wallet(), sender.genuine(payment));
            });

            assertThat(outcomes).allMatch(Outcome::succeeded);
            boolean paid = house.payment(account, payment.number()).state() == WalletState.PAID;
            assertThat(payments.payment(account, payment.number()).isOpen()).isFalse();
            assertThat(state(payment) == PaymentState.SUCCEEDED).isEqualTo(paid);
            assertThat(balance()).isEqualTo(paid ? before.plus(TEN) : before);
        }
    }

    @Test
    void moneyThatWasPaidBeforeTheOrderIsPaidAnotherWayIsNotCollectedAgain() {
        Payment payment = payOrder(WalletKind.TENPAY);
        answered(payment, WalletState.PAID);

        Payment instead = payOrder(WalletKind.WECHAT_PAY);

        assertThat(instead.number()).isEqualTo(payment.number());
        assertThat(instead.state()).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(sender.send(payment.wallet(), sender.genuine(payment))).isEqualTo(204);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aNotificationAfterAPaymentWasGivenUpOrHasExpiredCreditsNothing() {
        Payment givenUp = payOrder(WalletKind.TENPAY);
        payments.closeOpen(order());
        Payment expired = payOrder(WalletKind.TENPAY);
        clock.advance(Duration.ofMinutes(15));
        payments.settleDue();

        assertThat(house.pay(account, givenUp.number()).state()).isEqualTo(WalletState.EXPIRED);
        assertThat(house.pay(account, expired.number()).state()).isEqualTo(WalletState.EXPIRED);
        assertThat(sender.send(WalletKind.TENPAY, sender.genuine(givenUp))).isEqualTo(204);
        assertThat(sender.send(WalletKind.TENPAY, sender.genuine(expired))).isEqualTo(204);

        assertThat(state(givenUp)).isEqualTo(PaymentState.CLOSED);
        assertThat(state(expired)).isEqualTo(PaymentState.EXPIRED);
        assertThat(balance()).isEqualTo(Cny.ZERO);
    }

    @Test
    void whatWasGivenUpIsClosedWhoeverHearsOfItFirst() {
        Payment givenUp = payOrder(WalletKind.TENPAY);
        book.close(givenUp.number());

        payments.confirm(givenUp.number());

        assertThat(state(givenUp)).isEqualTo(PaymentState.CLOSED);
    }

    @Test
    void ofPayingNotifyingAndAskingAroundTheMomentOfExpiryOneCountsForBothHouses() {
        for (int round = 0; round < 5; round++) {
            Money before = balance();
            Payment payment = payOrder(WalletKind.WECHAT_PAY);

            List<Outcome<Object>> outcomes = Races.run(7, thread -> () -> switch (thread) {
                case 0 -> expire(payment);
                case 1, 2 -> payments.confirm(payment.number());
                case 3, 4 -> sender.send(payment.wallet(), sender.genuine(payment));
                default -> house.pay(account, payment.number());
            });

            assertThat(outcomes).allMatch(Outcome::succeeded);
            payments.confirm(payment.number());
            boolean paid = house.payment(account, payment.number()).state() == WalletState.PAID;
            assertThat(state(payment)).isEqualTo(paid ? PaymentState.SUCCEEDED : PaymentState.EXPIRED);
            assertThat(balance()).isEqualTo(paid ? before.plus(TEN) : before);
        }
    }

    @Test
    void theDatabaseAloneRefusesASecondCreditOfAPayment() {
        Payment payment = topUp(WalletKind.WECHAT_PAY);
        house.pay(account, payment.number());
        Movement again = new Movement(
                account,
                TEN,
                "top-up:" + payment.number(),
                Description.of("topUp.WECHAT_PAY", payment.number().number()),
                clock.now(),
                null);

        List<Outcome<Void>> outcomes = Races.run(8, thread -> () -> {
            transaction.executeWithoutResult(status -> ledger.topUp("WECHAT_PAY", again));
            return null;
        });

        assertThat(outcomes).allMatch(outcome -> outcome.thrown() instanceof DataIntegrityViolationException);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aPaymentThatForgetsThatItSucceededIsNotCreditedAgain() {
        Payment payment = topUp(WalletKind.WECHAT_PAY);
        house.pay(account, payment.number());
        jdbc.sql("""
                        update payments set state = 'PENDING', settled_at = null, next_query_at = expires_at
                        where number = ?
                        """).param(payment.number().number()).update();
        try {
            List<Outcome<Payment>> outcomes = Races.run(8, thread -> () -> payments.confirm(payment.number()));

            assertThat(outcomes).allMatch(outcome -> outcome.thrown() instanceof DataIntegrityViolationException);
            assertThat(balance()).isEqualTo(TEN);
            assertThat(state(payment)).isEqualTo(PaymentState.PENDING);
        } finally {
            jdbc.sql("""
                            update payments set state = 'SUCCEEDED', settled_at = created_at, next_query_at = null
                            where number = ?
                            """).param(payment.number().number()).update();
        }
    }

    @Test
    void theDatabaseAloneRefusesASecondOpenPaymentOfAnOrder() {
        Payment open = payOrder(WalletKind.TENPAY);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as("a second one with the order's mark")
                .isThrownBy(() -> copy(open, order()));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as("a second one without it")
                .isThrownBy(() -> copy(open, null));
        assertThat(paymentsOfOrder()).containsExactly(open.number());
    }

    private void copy(Payment payment, String openFor) {
        jdbc.sql("""
                        insert into payments (number, account_id, amount, wallet, state, order_number, pays_order, open_for,
                            created_at, expires_at, next_query_at, queries, version)
                        select :copy, account_id, amount, wallet, state, order_number, pays_order, cast(:openFor as varchar(32)),
                            created_at, expires_at, next_query_at, queries, version
                        from payments where number = :number
                        """)
                .param("copy", PaymentNumber.next(clock.now()).number())
                .param("openFor", openFor)
                .param("number", payment.number().number())
                .update();
    }

    /** Each refused notification is logged; ten thousand lines would hide everything else. */
    private static <T> T withoutAWordInTheLog(Supplier<T> action) {
        LoggingSystem logging = LoggingSystem.get(PaymentRacesTests.class.getClassLoader());
        logging.setLogLevel(REFUSALS, LogLevel.ERROR);
        try {
            return action.get();
        } finally {
            logging.setLogLevel(REFUSALS, null);
        }
    }

    /** @return the shop's answers */
    private static <T> List<Integer> sendAll(Queue<T> toSend, ToIntFunction<T> send) {
        List<Integer> answers = new ArrayList<>();
        for (T next = toSend.poll(); next != null; next = toSend.poll()) {
            answers.add(send.applyAsInt(next));
        }
        return answers;
    }

    /** Of every kind that a stranger can make who has seen a genuine one, and knows the secret of another wallet. */
    private Notification forged(Payment payment, int number, Random random) {
        Notification real = sender.genuine(payment);
        String other = sender.signed(WalletKind.TENPAY, real.body()).signature();
        return switch (number % 8) {
            case 0 -> signedBy(real, randomHex(random));
            case 1 -> signedBy(real, flipped(real.signature(), random));
            case 2 -> signedBy(real, real.signature().substring(random.nextInt(1, 64)));
            case 3 -> signedBy(real, real.signature().toUpperCase(Locale.ROOT));
            case 4 -> signedBy(real, other);
            case 5 -> new Notification(real.timestamp(), "nonce" + number, real.signature(), real.body());
            case 6 -> new Notification(real.timestamp(), real.nonce(), real.signature(), real.body() + "\n");
            default ->
                new Notification(
                        Long.toString(Long.parseLong(real.timestamp()) + 1 + random.nextInt(1000)),
                        real.nonce(),
                        real.signature(),
                        real.body());
        };
    }

    private static Notification signedBy(Notification real, String signature) {
        return new Notification(real.timestamp(), real.nonce(), signature, real.body());
    }

    private static String randomHex(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String flipped(String signature, Random random) {
        StringBuilder flipped = new StringBuilder(signature);
        int at = random.nextInt(signature.length());
        flipped.setCharAt(at, signature.charAt(at) == '0' ? '1' : '0');
        return flipped.toString();
    }

    /** @return nothing */
    private Object giveUp() {
        payments.closeOpen(order());
        return null;
    }

    /** Lets both houses believe that its time is over, without moving the clock for everybody. */
    private Object expire(Payment payment) {
        return transaction.execute(status -> Stream.of(
                        "update wallet_payments set expires_at = ? where payment_number = ?",
                        "update payments set expires_at = ? where number = ?")
                .mapToInt(sql -> jdbc.sql(sql)
                        .param(payment.createdAt().atOffset(ZoneOffset.UTC))
                        .param(payment.number().number())
                        .update())
                .sum());
    }

    private List<PaymentNumber> paymentsOfOrder() {
        return jdbc.sql("select number from payments where order_number = ?")
                .param(order())
                .query((row, line) -> new PaymentNumber(row.getString("number")))
                .list();
    }

    private PaymentState state(PaymentNumber number) {
        return payments.payment(account, number).state();
    }
}
