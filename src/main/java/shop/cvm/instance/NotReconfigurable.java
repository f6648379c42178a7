package shop.cvm.instance;

/** A machine cannot be configured like this now. Nothing was changed. */
public class NotReconfigurable extends RuntimeException {

    private final transient InstanceId instance;
    private final Reason reason;

    public NotReconfigurable(InstanceId instance, Reason reason) {
        super("Instance " + instance + " cannot be configured like this: " + reason);
        this.instance = instance;
        this.reason = reason;
    }

    public InstanceId instance() {
        return instance;
    }

    public Reason reason() {
        return reason;
    }

    /** Why not; the message key is {@code instance.adjust.refused.} and the name. */
    public enum Reason {
        /** It is paid in advance. */
        PREPAID,
        /** It is being made, started, stopped or given up, or is gone. */
        NOT_READY,
        /** Its owner owes money. */
        ARREARS,
        /** It is stopped without charge: it can only be started. */
        SHELVED,
        /** It is this already. */
        NOTHING,
        /** Disks do not get smaller. */
        DISK_SHRINKS,
        /** Some of its disks are on its host. */
        LOCAL_DISKS,
        /** It has to be shut down for that. */
        RUNS,
        /** The way its network is paid for was changed as often as it can be. */
        SWITCHED,
        /** It was configured otherwise meanwhile. */
        CHANGED,
        /** It is in an order that can still be paid. */
        ORDER_OPEN,
        /** What was paid for it is over. */
        OVER,
        /** Its bandwidth is paid in advance, and it would get less of it. */
        BANDWIDTH_LOWERS,
        /** It was renewed with less bandwidth; until it has that, its network stays as it is, and nothing gets cheaper. */
        LOWERS_LATER,
        /** Some of it would cost more, and some less. */
        BOTH_WAYS,
        /** It was made lesser as often as it can be. */
        DOWNGRADED,
        /** What it is has no price by the month any more, so nobody knows the difference. */
        UNPRICED
    }
}
