package shop.cvm.instance;

/** What a provisioner sees of a machine. */
public enum Phase {
    /** There is none. */
    ABSENT,
    /** It is being made. */
    BUILDING,
    RUNNING,
    STOPPING,
    STOPPED,
    /** It is being removed. */
    DELETING,
    /** It could not be made; what is left of it must be destroyed. */
    FAILED
}
