package shop.cvm.crash;

import static shop.cvm.crash.Boundary.ADDRESS_BEFORE_COMMIT;
import static shop.cvm.crash.Boundary.ADDRESS_COMMITTED;
import static shop.cvm.crash.Boundary.CHANGE_BEFORE_COMMIT;
import static shop.cvm.crash.Boundary.CLAIMED_BEFORE_ENSURE;
import static shop.cvm.crash.Boundary.CONVERSION_BEFORE_ANSWER;
import static shop.cvm.crash.Boundary.CONVERSION_BEFORE_COMMIT;
import static shop.cvm.crash.Boundary.ENSURED_BEFORE_STORED;
import static shop.cvm.crash.Boundary.HOUR_BEFORE_COMMIT;
import static shop.cvm.crash.Boundary.HOUR_COMMITTED;
import static shop.cvm.crash.Boundary.PAID_BACK_BEFORE_ANSWER;
import static shop.cvm.crash.Boundary.REFUND_BEFORE_COMMIT;
import static shop.cvm.crash.Boundary.REFUND_COMMITTED;
import static shop.cvm.crash.Boundary.RESHAPED_BEFORE_STORED;
import static shop.cvm.crash.Boundary.RUNNING_BEFORE_MESSAGE;

import java.util.List;

/** Killed after an order is paid: while its machines are made, used, given up and refunded, changed, or converted. */
class MachineCrashTests extends CrashStory {

    /** The one schedule that settles hours stays in its hour, with no news to pass on, while another one delivers. */
    MachineCrashTests() {
        super(
                List.of(
                        List.of(CLAIMED_BEFORE_ENSURE),
                        List.of(ENSURED_BEFORE_STORED),
                        List.of(RUNNING_BEFORE_MESSAGE),
                        List.of(HOUR_BEFORE_COMMIT, ADDRESS_BEFORE_COMMIT),
                        List.of(HOUR_COMMITTED, ADDRESS_COMMITTED),
                        List.of(REFUND_BEFORE_COMMIT),
                        List.of(REFUND_COMMITTED),
                        List.of(CHANGE_BEFORE_COMMIT),
                        List.of(RESHAPED_BEFORE_STORED),
                        List.of(CONVERSION_BEFORE_COMMIT),
                        List.of(PAID_BACK_BEFORE_ANSWER, CONVERSION_BEFORE_ANSWER)),
                List.of(List.of(RUNNING_BEFORE_MESSAGE)));
    }
}
