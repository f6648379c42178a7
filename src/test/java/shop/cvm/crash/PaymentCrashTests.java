package shop.cvm.crash;

import static shop.cvm.crash.Boundary.CREDITED_BEFORE_ORDER_PAID;
import static shop.cvm.crash.Boundary.CREDIT_BEFORE_COMMIT;
import static shop.cvm.crash.Boundary.DEBITED;
import static shop.cvm.crash.Boundary.FROZEN;
import static shop.cvm.crash.Boundary.LAUNCHED;
import static shop.cvm.crash.Boundary.PAYMENT_BEFORE_ANSWER;
import static shop.cvm.crash.Boundary.PAYMENT_BEFORE_COMMIT;
import static shop.cvm.crash.Boundary.PAYMENT_OPENED_BEFORE_WALLET_START;
import static shop.cvm.crash.Boundary.WALLET_PAID_BEFORE_NOTIFICATION;

import java.util.List;

/** Killed between the press of a button and the answer that an order is paid. */
class PaymentCrashTests extends CrashStory {

    /** A payment by a wallet is soon asked after, so where one is among them, it is the last. */
    PaymentCrashTests() {
        super(
                List.of(
                        List.of(
                                PAYMENT_BEFORE_ANSWER,
                                DEBITED,
                                FROZEN,
                                LAUNCHED,
                                PAYMENT_BEFORE_COMMIT,
                                PAYMENT_OPENED_BEFORE_WALLET_START),
                        List.of(WALLET_PAID_BEFORE_NOTIFICATION),
                        List.of(CREDIT_BEFORE_COMMIT),
                        List.of(CREDITED_BEFORE_ORDER_PAID)),
                List.of(List.of(PAYMENT_BEFORE_ANSWER, PAYMENT_BEFORE_COMMIT, PAYMENT_OPENED_BEFORE_WALLET_START)));
    }
}
