package shop.cvm.fault;

/** A way in which something outside the shop misbehaves. */
public enum Fault {
    /** The wallet sends its notification later, by the delay. */
    WALLET_NOTIFICATION_DELAYED,
    /** The wallet sends its notification twice. */
    WALLET_NOTIFICATION_DUPLICATED,
    /** The wallet believes that it has sent its notification, and it never arrives. */
    WALLET_NOTIFICATION_LOST,
    /** A stranger's notification comes before the wallet's: well formed, wrongly signed. */
    WALLET_NOTIFICATION_FORGED,
    /** The wallet sends later notifications before earlier ones. */
    WALLET_NOTIFICATIONS_REORDERED,
    /** The wallet answers neither payer nor shop. */
    WALLET_DOWN,
    /** The wallet does what it is asked, and its answer to the shop is lost. */
    WALLET_ANSWER_LOST,
    /** No host has room for another machine. */
    PROVISIONER_NO_CAPACITY,
    /** A machine cannot be made at all, and trying again would not help. */
    PROVISIONER_REFUSES,
    /** A machine is begun and never gets ready. */
    PROVISIONER_STUCK,
    /** A machine is made, and the answer that says so is lost. */
    PROVISIONER_ANSWER_LOST,
    /** A machine gets ready only after the delay, which may be when the shop has given it up. */
    PROVISIONER_LATE;

    /** Whether it is a matter of how late something comes, so that it needs a delay. */
    public boolean isDelay() {
        return this == WALLET_NOTIFICATION_DELAYED || this == PROVISIONER_LATE;
    }
}
