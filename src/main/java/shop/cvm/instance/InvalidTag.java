package shop.cvm.instance;

/** A tag, or one more of them, that an instance cannot have. Nothing was changed. */
public class InvalidTag extends RuntimeException {

    /** What is wrong with it. */
    public enum Fault {
        /** The key is empty, too long, or not on one line. */
        KEY,
        /** The key begins like those that the cloud keeps for itself. */
        RESERVED,
        /** The value is too long, or not on one line. */
        VALUE,
        /** The instance would have too many. */
        TOO_MANY
    }

    private final Fault fault;

    InvalidTag(Fault fault) {
        super("A tag is invalid: " + fault);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
