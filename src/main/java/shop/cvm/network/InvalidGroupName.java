package shop.cvm.network;

/** A security group cannot be called or described like this: the text is too long, not on one line, or missing. */
public class InvalidGroupName extends RuntimeException {

    InvalidGroupName() {
        super("A security group has a name of 1 to " + SecurityGroup.MAX_NAME + " characters");
    }
}
