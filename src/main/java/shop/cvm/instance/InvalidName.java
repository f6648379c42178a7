package shop.cvm.instance;

/** A name of an instance is too long or has characters that cannot be shown. */
public class InvalidName extends RuntimeException {

    InvalidName() {
        super("A name has at most " + Naming.MAX_NAME + " characters, and no control characters");
    }
}
