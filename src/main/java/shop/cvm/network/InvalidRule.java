package shop.cvm.network;

/** A rule of a security group that means nothing. Nothing was changed. */
public class InvalidRule extends RuntimeException {

    /** What is wrong with it. */
    public enum Fault {
        /** Neither a port nor a range of ports from 1 to 65535, nor {@code ALL}. */
        PORT,
        /** Neither an IPv4 address nor a range like {@code 10.0.0.0/8}. */
        RANGE,
        /** Too long, or not on one line. */
        DESCRIPTION,
        /** The group would have too many in one direction. */
        TOO_MANY
    }

    private final Fault fault;

    InvalidRule(Fault fault) {
        super("A rule is invalid: " + fault);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
