package shop.cvm.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;
import shop.cvm.account.AccountId;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payment.Purpose;
import shop.cvm.payment.Payment.Times;

class PaymentTests {

    private static final Instant NOON = Instant.parse("2026-11-23T16:30:00Z");
    private static final Duration FIRST_QUERY = Duration.ofSeconds(10);

    @Test
    void aNumberBeginsWithTheDayInChinaAndHas22Digits() {
        assertThat(PaymentNumber.next(NOON).number()).matches("20261124[0-9]{14}");
        assertThat(PaymentNumber.next(NOON)).isNotEqualTo(PaymentNumber.next(NOON));
    }

    @Test
    void whatIsNoNumberIsNobodysPayment() {
        assertThat(Stream.of("", "1", "2026112400000000000x00", "２０２６１１２４００００００００００００００", "2026112400000000000000\n"))
                .allMatch(text -> PaymentNumber.parse(text).isEmpty());
        assertThatIllegalArgumentException().isThrownBy(() -> new PaymentNumber("1"));
    }

    @Test
    void anEndedPaymentEndsOnceButLateMoneyIsTaken() {
        Payment refused = payment();
        refused.refuse(NOON);
        assertThatIllegalStateException().isThrownBy(() -> refused.close(NOON));
        refused.succeed("4200", NOON);
        assertThat(refused.state()).isEqualTo(PaymentState.SUCCEEDED);
        assertThatIllegalStateException().isThrownBy(() -> refused.dispute(NOON));

        Payment expired = payment();
        expired.expire(NOON);
        expired.succeed("4200", NOON.plusSeconds(1));
        assertThat(expired.state()).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(expired.settledAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(expired.walletTransaction()).isEqualTo("4200");
        assertThatIllegalStateException().isThrownBy(() -> expired.expire(NOON));
    }

    @Test
    void thePayerHasTimeUntilTheOrderCannotBePaidAnyMoreButNotLongerThanForATopUp() {
        Instant soon = NOON.plus(Duration.ofMinutes(4));
        Instant late = NOON.plus(Duration.ofMinutes(40));

        assertThat(payment(new Purpose("1", soon)).request().expiresAt()).isEqualTo(soon);
        assertThat(payment(new Purpose("1", late)).request().expiresAt()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
        assertThat(payment().expiresAt()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
    }

    @Test
    void theWalletIsAskedLessAndLessOftenButRightAtTheEnd() {
        Payment payment = payment();
        assertThat(nextQuery(payment)).isEqualTo(Duration.ofSeconds(10));

        assertThat(Stream.generate(() -> nextQueryAfterAsking(payment)).limit(9))
                .extracting(Duration::toSeconds)
                .containsExactly(30L, 70L, 150L, 310L, 610L, 900L, 1200L, 1500L, 1800L);
    }

    @Test
    void aPaymentNobodyKnowsAboutIsAskedForSoonHoweverLongItWasWaitedFor() {
        Payment payment = payment();
        Stream.generate(() -> nextQueryAfterAsking(payment)).limit(4).forEach(waited -> {});
        Instant lost = NOON.plusSeconds(310);

        payment.lose(lost, FIRST_QUERY);

        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(payment.isOpen()).isTrue();
        assertThat(nextQuery(payment)).isEqualTo(Duration.ofSeconds(320));
        assertThat(nextQueryAfterAsking(payment)).isEqualTo(Duration.ofSeconds(340));
        payment.isAwaited();
        assertThat(payment.state()).isEqualTo(PaymentState.PENDING);
    }

    @Test
    void noAnswerAboutAnEndedPaymentChangesNothing() {
        Payment refused = payment();
        refused.refuse(NOON);

        refused.lose(NOON, FIRST_QUERY);
        refused.isAwaited();

        assertThat(refused.state()).isEqualTo(PaymentState.REFUSED);
    }

    @Test
    void moneyThatComesAfterThePaymentWasGivenUpIsTaken() {
        Payment closed = payment();
        closed.close(NOON);
        assertThat(closed.isOpen()).isFalse();

        closed.succeed("4200", NOON.plusSeconds(1));

        assertThat(closed.state()).isEqualTo(PaymentState.SUCCEEDED);
    }

    @Test
    void anAnswerOfPaidComesWithAmountAndTransaction() {
        assertThatIllegalArgumentException().isThrownBy(() -> WalletAnswer.unpaid(WalletAnswer.Status.PAID));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalletAnswer(WalletAnswer.Status.WAITING, Cny.of("1.00"), "4200"));
    }

    @Test
    void addressesNameWalletsInTheirOwnWay() {
        assertThat(WalletKind.WECHAT_PAY.slug()).isEqualTo("wechat-pay");
        assertThat(WalletKind.ofSlug("qq-wallet")).contains(WalletKind.QQ_WALLET);
        assertThat(WalletKind.ofSlug("WECHAT_PAY")).isEmpty();
    }

    private Duration nextQueryAfterAsking(Payment payment) {
        payment.queried(NOON.plus(nextQuery(payment)), FIRST_QUERY);
        return nextQuery(payment);
    }

    private static Duration nextQuery(Payment payment) {
        return Duration.between(NOON, (Instant) ReflectionTestUtils.getField(payment, "nextQueryAt"));
    }

    private static Payment payment() {
        return payment(new Purpose(null, null));
    }

    private static Payment payment(Purpose purpose) {
        Times times = new Times(Duration.ofMinutes(15), FIRST_QUERY);
        return new Payment(AccountId.next(), Cny.of("10.00"), WalletKind.WECHAT_PAY, purpose, NOON, times);
    }
}
