package shop.cvm.instance;

/** A machine cannot be paid in advance from now on ({@code domain.md} 11.6). Nothing was changed. */
public class NotConvertible extends RuntimeException {

    private final transient InstanceId instance;
    private final Reason reason;

    public NotConvertible(InstanceId instance, Reason reason) {
        super("Instance " + instance + " cannot be converted: " + reason);
        this.instance = instance;
        this.reason = reason;
    }

    public InstanceId instance() {
        return instance;
    }

    public Reason reason() {
        return reason;
    }

    /** Why not; the message key is {@code instance.convert.refused.} and the name. */
    public enum Reason {
        /** It is paid in advance already. */
        PREPAID,
        /** It is being made, started, stopped or given up, or is gone. */
        NOT_READY,
        /** Its owner owes money. */
        ARREARS,
        /** It is stopped without charge: it can only be started. */
        SHELVED,
        /** It has bandwidth that is paid by the hour. */
        BANDWIDTH,
        /** It is to be terminated at a set time. */
        TIMED
    }
}
