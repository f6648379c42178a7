package shop.cvm.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import shop.cvm.fault.ActiveFault;
import shop.cvm.fault.Fault;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentInProgress;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.WalletKind;
import shop.cvm.payment.WalletUnavailable;

/** Whatever a wallet does wrong: the customer's money comes once, and nobody is told what is not known. */
class WalletFaultsTests extends PaymentFixture {

    @Test
    void aDelayedNotificationComesWhenItsDelayIsOver() {
        Payment payment = topUp();
        faults.switchOn(Fault.WALLET_NOTIFICATION_DELAYED, 1, Duration.ofMinutes(10));

        house.pay(account, payment.number());
        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);

        clock.advance(Duration.ofMinutes(9));
        house.notifyDue();
        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);

        clock.advance(Duration.ofMinutes(1));
        house.notifyDue();
        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aNotificationThatComesTwiceCreditsOnce() {
        Payment payment = topUp();
        strikesOnce(Fault.WALLET_NOTIFICATION_DUPLICATED);

        house.pay(account, payment.number());

        assertThat(hasStruck(Fault.WALLET_NOTIFICATION_DUPLICATED)).isTrue();
        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aLostNotificationIsMadeUpForByAsking() {
        Payment payment = topUp();
        strikesOnce(Fault.WALLET_NOTIFICATION_LOST);

        house.pay(account, payment.number());
        clock.advance(Duration.ofMinutes(1));
        house.notifyDue();
        assertThat(state(payment)).as("the wallet believes that the shop knows").isEqualTo(PaymentState.PENDING);

        payments.settleDue();
        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aForgedNotificationIsRefusedAndTheRealOneBehindItIsHeard() {
        Payment forgedOnly = topUp();
        strikesOnce(Fault.WALLET_NOTIFICATION_FORGED);
        strikesOnce(Fault.WALLET_NOTIFICATION_LOST);
        house.pay(account, forgedOnly.number());
        assertThat(hasStruck(Fault.WALLET_NOTIFICATION_FORGED)).isTrue();
        assertThat(state(forgedOnly)).isEqualTo(PaymentState.PENDING);

        Payment both = topUp();
        strikesOnce(Fault.WALLET_NOTIFICATION_FORGED);
        house.pay(account, both.number());
        assertThat(hasStruck(Fault.WALLET_NOTIFICATION_FORGED)).isTrue();
        assertThat(state(both)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aLaterNotificationComesBeforeAnEarlierOne() {
        Payment first = topUp();
        Payment second = topUp();
        Payment third = topUp();
        faults.switchOn(Fault.WALLET_NOTIFICATIONS_REORDERED, null, Duration.ZERO);

        house.pay(account, first.number());
        house.pay(account, second.number());
        house.refuse(account, third.number());
        assertThat(state(first)).isEqualTo(PaymentState.PENDING);
        assertThat(state(second)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(state(third)).isEqualTo(PaymentState.REFUSED);

        clock.advance(Duration.ofMinutes(1));
        house.notifyDue();
        assertThat(state(first)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(Cny.of("20.00"));
    }

    @Test
    void aWalletThatIsDownTakesNothingAndWhatItCollectsIsKnownAgainWhenItAnswers() {
        Payment payment = topUp();
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);

        assertThatExceptionOfType(WalletDown.class).isThrownBy(() -> house.payment(account, payment.number()));
        assertThatExceptionOfType(WalletDown.class).isThrownBy(() -> house.pay(account, payment.number()));
        assertThatExceptionOfType(WalletDown.class).isThrownBy(() -> house.refuse(account, payment.number()));
        assertThatExceptionOfType(WalletUnavailable.class).isThrownBy(() -> payments.confirm(payment.number()));
        assertThat(state(payment)).isEqualTo(PaymentState.UNKNOWN);

        faults.switchOff(Fault.WALLET_DOWN);
        poll();
        assertThat(state(payment)).isEqualTo(PaymentState.PENDING);
        house.pay(account, payment.number());
        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aPaymentThatAWalletWasTooDownToHearOfIsClosedWhenItAnswers() {
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        Payment payment = topUp();
        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);
        poll();
        poll();
        assertThat(state(payment)).isEqualTo(PaymentState.UNKNOWN);

        faults.switchOff(Fault.WALLET_DOWN);
        poll();

        assertThat(state(payment)).isEqualTo(PaymentState.CLOSED);
        assertThatExceptionOfType(NoSuchWalletPayment.class).isThrownBy(() -> house.pay(account, payment.number()));
    }

    @Test
    void aNotificationThatCannotBeAskedAboutIsToBeSentAgain() {
        Payment payment = topUp();
        book.answer(account, payment.number(), WalletState.PAID, NEVER);
        strikesOnce(Fault.WALLET_DOWN);

        assertThat(sender.send(payment.wallet(), sender.genuine(payment))).isEqualTo(503);
        assertThat(state(payment)).isEqualTo(PaymentState.UNKNOWN);

        assertThat(sender.send(payment.wallet(), sender.genuine(payment))).isEqualTo(204);
        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aPaymentWhoseStartWasNotAnsweredCanBePaidAllTheSame() {
        strikesOnce(Fault.WALLET_ANSWER_LOST);
        Payment payment = topUp();
        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);

        house.pay(account, payment.number());

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aLostAnswerToAQuestionIsAskedForAgain() {
        Payment payment = topUp();
        book.answer(account, payment.number(), WalletState.PAID, NEVER);
        strikesOnce(Fault.WALLET_ANSWER_LOST);
        assertThatExceptionOfType(WalletUnavailable.class).isThrownBy(() -> payments.confirm(payment.number()));
        assertThat(state(payment)).isEqualTo(PaymentState.UNKNOWN);

        poll();

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void aPaymentNobodyKnowsAboutKeepsItsOrderFromBeingPaidAgainForTwoPollsAtMost() {
        strikesOnce(Fault.WALLET_ANSWER_LOST);
        Payment unknown = payOrder(WalletKind.TENPAY);
        assertThat(unknown.state()).isEqualTo(PaymentState.UNKNOWN);

        for (WalletKind wallet : WalletKind.values()) {
            assertThatExceptionOfType(PaymentInProgress.class)
                    .isThrownBy(() -> payOrder(wallet))
                    .satisfies(refused -> assertThat(refused.payment()).isEqualTo(unknown.number()));
        }
        assertThatExceptionOfType(PaymentInProgress.class).isThrownBy(() -> payments.closeOpen(order()));

        poll();
        poll();
        assertThat(state(unknown)).isEqualTo(PaymentState.PENDING);
        assertThat(payOrder(WalletKind.TENPAY).number()).isEqualTo(unknown.number());
        Payment other = payOrder(WalletKind.QQ_WALLET);
        assertThat(state(unknown)).isEqualTo(PaymentState.CLOSED);
        assertThat(house.pay(account, unknown.number()).state()).isEqualTo(WalletState.EXPIRED);
        assertThat(house.pay(account, other.number()).state()).isEqualTo(WalletState.PAID);
        assertThat(balance()).isEqualTo(TEN);
    }

    @Test
    void anOrderIsNotPaidAnotherWayWhileNobodyKnowsWhetherTheFirstWasGivenUp() {
        Payment first = payOrder(WalletKind.WECHAT_PAY);
        strikesOnce(Fault.WALLET_ANSWER_LOST);
        assertThatExceptionOfType(PaymentInProgress.class).isThrownBy(() -> payOrder(WalletKind.TENPAY));
        assertThat(state(first)).isEqualTo(PaymentState.UNKNOWN);

        poll();
        assertThat(payments.payment(account, first.number()).isOpen()).isFalse();
        Payment second = payOrder(WalletKind.TENPAY);
        house.pay(account, first.number());
        house.pay(account, second.number());
        assertThat(balance()).isEqualTo(TEN);
    }

    private Payment topUp() {
        return payments.startTopUp(account, TEN, WalletKind.WECHAT_PAY, null);
    }

    private void strikesOnce(Fault fault) {
        faults.switchOn(fault, 1, Duration.ZERO);
    }

    private boolean hasStruck(Fault fault) {
        return faults.active().stream().map(ActiveFault::fault).noneMatch(fault::equals);
    }

    /** Lets the shop ask about everything that may have to be asked about again after as much as three silences. */
    private void poll() {
        clock.advance(Duration.ofSeconds(41));
        payments.settleDue();
    }
}
