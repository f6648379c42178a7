package shop.cvm.crash;

import java.util.EnumSet;

/** Killed after an order is paid: while its machines are made, used, given up and refunded, changed, or converted. */
class MachineCrashTests extends CrashStory {

    MachineCrashTests() {
        super(
                EnumSet.range(Boundary.CLAIMED_BEFORE_ENSURE, Boundary.CONVERSION_BEFORE_ANSWER),
                EnumSet.of(Boundary.RUNNING_BEFORE_MESSAGE));
    }
}
