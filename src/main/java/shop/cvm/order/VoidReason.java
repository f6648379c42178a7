package shop.cvm.order;

import shop.cvm.instance.NotConvertible;
import shop.cvm.instance.NotReconfigurable;

/**
 * Why an order for a machine that is there cannot be paid any more ({@code domain.md} 7.2, from state 1 to 9); the
 * message key is {@code order.void.} and the name.
 */
public enum VoidReason {
    /** Its type, image or zone is not sold any more. */
    NOT_SOLD,
    /** The machine is given up, or gone. */
    GONE,
    /** The machine was returned. */
    RETURNED,
    /** What was paid for the machine is over. */
    OVER,
    /** The machine is in the recycle bin, where its bandwidth stays as it is. */
    IN_BIN,
    /** The machine has got more time meanwhile. */
    RENEWED,
    /** The machine was configured or paid for otherwise meanwhile. */
    CHANGED,
    /** The machine runs, and would have to be shut down for that. */
    RUNS,
    /** The machine is on its way to another state. */
    NOT_READY,
    /** The machine is held back because its owner owes money. */
    ARREARS,
    /** The machine is stopped without charge: it can only be started. */
    SHELVED,
    /** The machine is to be terminated at a set time. */
    TIMED;

    static VoidReason of(NotReconfigurable.Reason reason) {
        return switch (reason) {
            case OVER -> OVER;
            case RUNS -> RUNS;
            case NOT_READY -> NOT_READY;
            case ARREARS -> ARREARS;
            default -> CHANGED;
        };
    }

    static VoidReason of(NotConvertible.Reason reason) {
        return switch (reason) {
            case SHELVED -> SHELVED;
            case NOT_READY -> NOT_READY;
            case ARREARS -> ARREARS;
            case TIMED -> TIMED;
            default -> CHANGED;
        };
    }
}
