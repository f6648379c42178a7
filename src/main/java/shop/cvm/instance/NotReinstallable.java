package shop.cvm.instance;

/** An instance cannot get this image. Nothing was changed. */
public class NotReinstallable extends RuntimeException {

    /** Why. */
    public enum Reason {
        /** It is not offered, or is of another architecture. */
        IMAGE,
        /** With the other operating system the instance would cost something else. */
        PRICE,
        /** Its system disk is too small for it. */
        DISK
    }

    private final Reason reason;

    NotReinstallable(InstanceId instance, Reason reason) {
        super("Instance " + instance + " cannot be installed anew like this: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
