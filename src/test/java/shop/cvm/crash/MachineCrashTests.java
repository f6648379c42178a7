package shop.cvm.crash;

import java.util.EnumSet;

/** Killed after an order is paid: while its machines are made, used, or given up and refunded. */
class MachineCrashTests extends CrashStory {

    MachineCrashTests() {
        super(
                EnumSet.range(Boundary.CLAIMED_BEFORE_ENSURE, Boundary.REFUND_COMMITTED),
                EnumSet.of(Boundary.RUNNING_BEFORE_MESSAGE));
    }
}
