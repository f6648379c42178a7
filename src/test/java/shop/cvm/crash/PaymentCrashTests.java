package shop.cvm.crash;

import java.util.EnumSet;

/** Killed between the press of a button and the answer that an order is paid. */
class PaymentCrashTests extends CrashStory {

    PaymentCrashTests() {
        super(
                EnumSet.range(Boundary.DEBITED, Boundary.CREDITED_BEFORE_ORDER_PAID),
                EnumSet.of(
                        Boundary.PAYMENT_BEFORE_COMMIT,
                        Boundary.PAYMENT_BEFORE_ANSWER,
                        Boundary.PAYMENT_OPENED_BEFORE_WALLET_START));
    }
}
