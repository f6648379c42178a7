package shop.cvm.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.IllegalTransactionStateException;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.account.AccountId;
import shop.cvm.ledger.EntryKind;
import shop.cvm.money.Cny;
import shop.cvm.payment.AmountOutOfRange;
import shop.cvm.payment.NoSuchPayment;
import shop.cvm.payment.Notification;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.PaymentSucceeded;
import shop.cvm.payment.WalletGateway;
import shop.cvm.payment.WalletKind;
import shop.cvm.payment.WalletRequest;

@RecordApplicationEvents
class TopUpTests extends PaymentFixture {

    @Autowired
    @Qualifier("weChatPay")
    private WalletGateway gateway;

    @Autowired
    private ApplicationEvents events;

    @Autowired
    private MeterRegistry meters;

    @Test
    void whatWasPaidAtTheWalletIsOnTheBalanceByItsNotification() {
        Payment payment = start("12.34");
        assertThat(payment.state()).isEqualTo(PaymentState.PENDING);

        house.pay(account, payment.number());

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(ledger.entries(account, 0, 10).getContent()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(EntryKind.TOP_UP);
            assertThat(entry.amount()).isEqualTo(Cny.of("12.34"));
            assertThat(entry.reference()).isEqualTo("top-up:" + payment.number());
            assertThat(entry.debitAccount()).isEqualTo("wallet:WECHAT_PAY");
        });
        assertThat(payments.payment(account, payment.number()).walletTransaction())
                .isEqualTo(house.payment(account, payment.number()).transactionNumber());
    }

    @Test
    void payingAgainPaysOnce() {
        Payment payment = start("10.00");

        house.pay(account, payment.number());
        house.pay(account, payment.number());
        house.refuse(account, payment.number());

        assertThat(balance()).isEqualTo(Cny.of("10.00"));
        assertThat(house.payment(account, payment.number()).state()).isEqualTo(WalletState.PAID);
    }

    @Test
    void aWalletThatNotifiesTwiceIsCreditedOnce() {
        Payment payment = start("10.00");
        book.answer(account, payment.number(), WalletState.PAID, Duration.ZERO);

        assertThat(send(sender.genuine(payment))).isEqualTo(204);
        assertThat(send(sender.genuine(payment))).isEqualTo(204);

        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void theNewsThatMoneyArrivedIsToldOnce() {
        Payment payment = start("10.00");
        payments.confirm(payment.number());
        assertThat(events.stream(PaymentSucceeded.class)).isEmpty();
        book.answer(account, payment.number(), WalletState.PAID, Duration.ZERO);

        payments.confirm(payment.number());
        payments.confirm(payment.number());

        assertThat(events.stream(PaymentSucceeded.class))
                .containsExactly(new PaymentSucceeded(payment.number(), account, null));
    }

    @Test
    void aWalletThatNotifiesEightTimesAtOnceIsCreditedOnce() {
        Payment payment = start("10.00");
        book.answer(account, payment.number(), WalletState.PAID, Duration.ZERO);

        List<Outcome<Integer>> answers = Races.run(8, number -> () -> send(sender.genuine(payment)));

        assertThat(answers).extracting(Outcome::value).containsOnly(204);
        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void notificationScheduleAndPayerAtOnceCreditOnce() {
        Payment payment = start("10.00");
        clock.advance(Duration.ofSeconds(11));

        List<Outcome<Object>> outcomes = Races.run(9, number -> () -> switch (number % 3) {
            case 0 -> house.pay(account, payment.number());
            case 1 -> payments.confirm(payment.number());
            default -> payments.settleDue();
        });

        assertThat(outcomes).allMatch(Outcome::succeeded);
        payments.confirm(payment.number());
        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void ofPayingAndRefusingAtOnceOneCountsForBothHouses() {
        Payment payment = start("10.00");

        Races.run(
                8,
                number -> () -> number % 2 == 0
                        ? house.pay(account, payment.number())
                        : house.refuse(account, payment.number()));

        boolean paid = house.payment(account, payment.number()).state() == WalletState.PAID;
        assertThat(state(payment)).isEqualTo(paid ? PaymentState.SUCCEEDED : PaymentState.REFUSED);
        assertThat(balance()).isEqualTo(paid ? Cny.of("10.00") : Cny.ZERO);
    }

    @Test
    void aForgedNotificationIsRefusedAndCreditsNothing() {
        Payment payment = start("10.00");
        book.answer(account, payment.number(), WalletState.PAID, Duration.ZERO);
        Notification genuine = sender.genuine(payment);

        assertThat(send(with(genuine, genuine.timestamp(), genuine.body(), "00".repeat(32))))
                .isEqualTo(401);
        assertThat(send(with(genuine, genuine.timestamp(), genuine.body(), ""))).isEqualTo(401);
        assertThat(send(with(genuine, genuine.timestamp(), genuine.body() + " ", genuine.signature())))
                .isEqualTo(401);
        assertThat(send(with(genuine, "0" + genuine.timestamp(), genuine.body(), genuine.signature())))
                .isEqualTo(401);
        assertThat(send(new Notification(genuine.timestamp(), "other", genuine.signature(), genuine.body())))
                .isEqualTo(401);

        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);
        assertThat(balance()).isEqualTo(Cny.ZERO);
    }

    @Test
    void anOldNotificationIsRefusedHoweverWellItIsSigned() {
        Payment payment = start("10.00");
        book.answer(account, payment.number(), WalletState.PAID, Duration.ZERO);
        Instant now = systemClock.instant();

        assertThat(send(signed(now.minusSeconds(301), NotificationSender.body(payment))))
                .isEqualTo(401);
        assertThat(send(signed(now.plusSeconds(330), NotificationSender.body(payment))))
                .isEqualTo(401);
        assertThat(balance()).isEqualTo(Cny.ZERO);

        assertThat(send(signed(now.minusSeconds(270), NotificationSender.body(payment))))
                .isEqualTo(204);
        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void nonsenseThatIsWellSignedIsRefusedToo() {
        for (String body : List.of("", "{", "[]", "{}", "{\"payment\":17}", "{\"payment\":\"\\u0000\"}", "null")) {
            assertThat(send(signed(systemClock.instant(), body))).as(body).isEqualTo(401);
        }
        for (String timestamp : List.of("", "now", "1e9", "99999999999999999999", "-9223372036854775808")) {
            String of = signature.of(WalletKind.WECHAT_PAY, timestamp, "n", "{}");
            assertThat(send(new Notification(timestamp, "n", of, "{}")))
                    .as(timestamp)
                    .isEqualTo(401);
        }
        assertThat(send(signed(systemClock.instant(), " ".repeat(20_000)))).isEqualTo(413);
    }

    @Test
    void aNotificationOfAPaymentNobodyStartedIsNotFound() {
        String body = "{\"payment\":\"2026112399999999999999\"}";

        assertThat(send(signed(systemClock.instant(), body))).isEqualTo(404);
        assertThat(sender.send("/payments/notifications/tenpay", signed(systemClock.instant(), body)))
                .as("signed by another wallet")
                .isEqualTo(401);
        assertThat(sender.send("/payments/notifications/gold", signed(systemClock.instant(), body)))
                .isEqualTo(404);
    }

    @Test
    void whatANotificationClaimsIsNotBelievedButAskedFor() {
        Payment payment = start("10.00");
        String claim = "{\"payment\":\"%s\",\"state\":\"PAID\",\"amount\":\"1000000.00\"}".formatted(payment.number());

        assertThat(send(signed(systemClock.instant(), claim))).isEqualTo(204);
        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);
        assertThat(balance()).isEqualTo(Cny.ZERO);

        book.answer(account, payment.number(), WalletState.PAID, Duration.ZERO);
        assertThat(send(signed(systemClock.instant(), claim))).isEqualTo(204);
        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void anotherAmountThanAskedForIsNotCreditedUnseen() {
        Payment payment = start("10.00");
        jdbc.sql("update wallet_payments set amount = 9.99 where payment_number = ?")
                .param(payment.number().number())
                .update();

        double before = disputed();
        house.pay(account, payment.number());

        assertThat(state(payment)).isEqualTo(PaymentState.DISPUTED);
        assertThat(disputed()).isEqualTo(before + 1);
        assertThat(balance()).isEqualTo(Cny.ZERO);
    }

    private double disputed() {
        return meters.get("shop.payments.disputed").gauge().value();
    }

    @Test
    void anotherAmountThanAskedForLeavesTheOrderToBePaidAnotherWay() {
        Payment payment = payOrder(WalletKind.TENPAY);
        jdbc.sql("update wallet_payments set amount = 9.99 where payment_number = ?")
                .param(payment.number().number())
                .update();
        house.pay(account, payment.number());

        Payment other = payOrder(WalletKind.WECHAT_PAY);
        house.pay(account, other.number());

        assertThat(state(other)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(state(payment)).isEqualTo(PaymentState.DISPUTED);
        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void aRefusalThatTheWalletTakesBackIsMoneyAllTheSame() {
        Payment payment = start("10.00");
        house.refuse(account, payment.number());
        jdbc.sql("update wallet_payments set state = 'PAID' where payment_number = ?")
                .param(payment.number().number())
                .update();

        payments.confirm(payment.number());

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void aRefusedPaymentCreditsNothingAndIsOver() {
        Payment payment = start("10.00");

        house.refuse(account, payment.number());
        house.pay(account, payment.number());

        assertThat(state(payment)).isEqualTo(PaymentState.REFUSED);
        assertThat(balance()).isEqualTo(Cny.ZERO);
    }

    @Test
    void aPaymentWhoseNotificationIsLostIsSettledByAsking() {
        Payment payment = start("10.00");
        book.answer(account, payment.number(), WalletState.PAID, Duration.ZERO);
        clock.advance(Duration.ofSeconds(5));
        payments.settleDue();
        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);

        clock.advance(Duration.ofSeconds(6));
        payments.settleDue();

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void aPaymentNobodyAnswersExpiresInBothHousesAndCannotBePaidAnyMore() {
        Payment payment = start("10.00");
        clock.advance(Duration.ofMinutes(14));
        payments.settleDue();
        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);

        clock.advance(Duration.ofMinutes(1));
        payments.settleDue();
        house.pay(account, payment.number());

        assertThat(state(payment)).isEqualTo(PaymentState.EXPIRED);
        assertThat(house.payment(account, payment.number()).state()).isEqualTo(WalletState.EXPIRED);
        assertThat(balance()).isEqualTo(Cny.ZERO);
    }

    @Test
    void moneyThatTheWalletTookAfterAllIsCreditedHoweverLate() {
        Payment payment = start("10.00");
        clock.advance(Duration.ofMinutes(15));
        payments.settleDue();
        jdbc.sql("update wallet_payments set state = 'PAID' where payment_number = ?")
                .param(payment.number().number())
                .update();

        assertThat(send(sender.genuine(payment))).isEqualTo(204);

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(Cny.of("10.00"));
    }

    @Test
    void aPaymentTheWalletNeverHeardOfExpires() {
        Payment payment = start("10.00");
        jdbc.sql("delete from wallet_payments where payment_number = ?")
                .param(payment.number().number())
                .update();
        payments.confirm(payment.number());
        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);

        clock.advance(Duration.ofMinutes(15));
        payments.settleDue();

        assertThat(state(payment)).isEqualTo(PaymentState.EXPIRED);
    }

    @Test
    void aNotificationTheShopDoesNotHearIsSentAgainAfterGrowingDelaysUntilTheWalletGivesUp() {
        PaymentNumber unknown = PaymentNumber.next(clock.now());
        Instant never = clock.now().plus(Duration.ofDays(30));
        gateway.start(new WalletRequest(unknown, account, Cny.of("10.00"), null, never));
        house.pay(account, unknown);
        assertThat(notifications(unknown)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(13));
        house.notifyDue();
        assertThat(notifications(unknown)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(3));
        house.notifyDue();
        assertThat(notifications(unknown)).isEqualTo(2);

        for (int day = 0; day < 20; day++) {
            clock.advance(Duration.ofHours(6));
            house.notifyDue();
        }
        assertThat(notifications(unknown)).isEqualTo(16);
    }

    @Test
    void whatTheShopHasHeardIsNotSentAgain() {
        Payment payment = start("10.00");
        house.pay(account, payment.number());

        clock.advance(Duration.ofHours(1));
        house.notifyDue();

        assertThat(notifications(payment.number())).isEqualTo(1);
    }

    @Test
    void aTopUpIsOfOneCentToTheLimitAndByAnyOfTheWallets() {
        assertThatExceptionOfType(AmountOutOfRange.class).isThrownBy(() -> start("0.00"));
        assertThatExceptionOfType(AmountOutOfRange.class).isThrownBy(() -> start("-1.00"));
        assertThatExceptionOfType(AmountOutOfRange.class).isThrownBy(() -> start("100000.01"));
        assertThat(start("0.01").amount()).isEqualTo(Cny.of("0.01"));
        assertThat(start("100000.00").amount()).isEqualTo(Cny.of("100000.00"));
        assertThat(payments.wallets()).containsExactly(WalletKind.values());
    }

    @Test
    void somebodyElsesPaymentIsNobodysInBothHouses() {
        Payment payment = start("10.00");
        AccountId stranger = customers.account().id();

        assertThatExceptionOfType(NoSuchPayment.class).isThrownBy(() -> payments.payment(stranger, payment.number()));
        assertThatExceptionOfType(NoSuchWalletPayment.class)
                .isThrownBy(() -> house.payment(stranger, payment.number()));
        assertThatExceptionOfType(NoSuchWalletPayment.class).isThrownBy(() -> house.pay(stranger, payment.number()));
        assertThatExceptionOfType(NoSuchWalletPayment.class).isThrownBy(() -> house.refuse(stranger, payment.number()));
    }

    @Test
    void noWalletIsAskedInsideATransaction() {
        Payment payment = start("10.00");

        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> payments.confirm(payment.number())));
    }

    @Test
    void startingTwiceAtTheWalletCollectsOnce() {
        PaymentNumber number = PaymentNumber.next(clock.now());
        WalletRequest request = new WalletRequest(
                number, account, Cny.of("1.00"), null, clock.now().plusSeconds(60));

        List<Outcome<Void>> outcomes = Races.run(4, thread -> () -> {
            gateway.start(request);
            return null;
        });

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(house.payment(account, number).amount()).isEqualTo(Cny.of("1.00"));
    }

    private Payment start(String amount) {
        return payments.startTopUp(account, Cny.of(amount), WalletKind.WECHAT_PAY, null);
    }

    private int notifications(PaymentNumber number) {
        return jdbc.sql("select notifications from wallet_payments where payment_number = ?")
                .param(number.number())
                .query(Integer.class)
                .single();
    }

    private static Notification with(Notification notification, String timestamp, String body, String signature) {
        return new Notification(timestamp, notification.nonce(), signature, body);
    }

    private int send(Notification notification) {
        return sender.send(WalletKind.WECHAT_PAY, notification);
    }

    private Notification signed(Instant at, String body) {
        return sender.signed(WalletKind.WECHAT_PAY, at, body);
    }
}
