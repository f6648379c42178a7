package shop.cvm.notification;

/** The account has no message of this number. */
public class NoSuchMessage extends RuntimeException {

    NoSuchMessage(long message) {
        super("There is no message " + message);
    }
}
