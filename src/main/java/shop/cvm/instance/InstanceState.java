package shop.cvm.instance;

/** Where an instance is in its life; the names are those of the cloud API ({@code domain.md} 9.1 and 9.2). */
public enum InstanceState {
    /** Paid and being made. */
    PENDING,
    /** It runs. */
    RUNNING,
    /** It could not be made and never will be; its money goes back. */
    LAUNCH_FAILED,
    /** It is being shut down. */
    STOPPING,
    /** It is shut down. Addresses and disks stay, and so does its price. */
    STOPPED,
    /** It is being started again. */
    STARTING,
    /** It is being shut down and started again. */
    REBOOTING,
    /** Prepaid: it is off and in the recycle bin, because what was paid for is over. Renewed, it comes back. */
    SHUTDOWN,
    /** Its owner gave it up: nothing is charged any more, and it is being destroyed. */
    TERMINATING,
    /** It is gone. */
    TERMINATED;

    /** Whether an instance in this state can get into that one. */
    public boolean canBecome(InstanceState next) {
        return switch (this) {
            case PENDING -> next == RUNNING || next == LAUNCH_FAILED;
            case RUNNING -> next == STOPPING || next == REBOOTING || next == SHUTDOWN || next == TERMINATING;
            case STOPPING -> next == STOPPED || next == SHUTDOWN || next == TERMINATING;
            case STOPPED -> next == STARTING || next == SHUTDOWN || next == TERMINATING;
            case STARTING, REBOOTING -> next == RUNNING || next == STOPPING || next == SHUTDOWN;
            case SHUTDOWN -> next == STARTING || next == STOPPING || next == TERMINATING;
            case TERMINATING -> next == TERMINATED;
            case LAUNCH_FAILED, TERMINATED -> false;
        };
    }

    /** Whether it is on its way to another state that it will reach by itself. */
    public boolean isPassing() {
        return switch (this) {
            case PENDING, STOPPING, STARTING, REBOOTING, TERMINATING -> true;
            case RUNNING, LAUNCH_FAILED, STOPPED, SHUTDOWN, TERMINATED -> false;
        };
    }

    /** Whether its owner has given it up. */
    public boolean isEnded() {
        return this == TERMINATING || this == TERMINATED;
    }
}
