package shop.cvm.network;

/**
 * What a security group lets through.
 *
 * @param direction into the machine or out of it
 * @param protocol {@code TCP}, {@code UDP}, {@code ICMP} or {@code ALL}
 * @param port a port, a range like {@code 8000-8010}, or {@code ALL}
 * @param range the addresses at the other end, for example {@code 0.0.0.0/0}
 */
public record SecurityGroupRule(Direction direction, String protocol, String port, String range) {

    /** Seen from the machine. */
    public enum Direction {
        INGRESS,
        EGRESS
    }
}
