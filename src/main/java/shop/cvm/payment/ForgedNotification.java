package shop.cvm.payment;

/** A notification that its wallet did not send like this, or not lately. It is thrown away. */
public class ForgedNotification extends RuntimeException {

    /** @param reason what does not fit, for the log: never the signature that would */
    public ForgedNotification(String reason) {
        super(reason);
    }
}
