package shop.cvm.network;

import java.util.List;
import java.util.stream.Stream;
import shop.cvm.network.SecurityGroupRule.Direction;

/** What a default security group lets through ({@code domain.md} 2.2, security group templates). */
public enum SecurityGroupTemplate {
    /** SSH for Linux from everywhere, everything from private networks. */
    SSH_22,
    /** Remote desktop for Windows from everywhere, everything from private networks. */
    RDP_3389,
    /** Everything from everywhere. */
    OPEN_ALL;

    private static final String EVERYWHERE = "0.0.0.0/0";
    private static final List<String> PRIVATE = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

    /** The rules of a new group, the first that matches decides; what none lets through is dropped. */
    List<SecurityGroupRule> rules() {
        SecurityGroupRule out = SecurityGroupRule.accept(Direction.EGRESS, "ALL", "ALL", EVERYWHERE);
        return switch (this) {
            case SSH_22 -> openPort("22", out);
            case RDP_3389 -> openPort("3389", out);
            case OPEN_ALL -> List.of(SecurityGroupRule.accept(Direction.INGRESS, "ALL", "ALL", EVERYWHERE), out);
        };
    }

    private static List<SecurityGroupRule> openPort(String port, SecurityGroupRule out) {
        Stream<SecurityGroupRule> inside =
                PRIVATE.stream().map(range -> SecurityGroupRule.accept(Direction.INGRESS, "ALL", "ALL", range));
        SecurityGroupRule in = SecurityGroupRule.accept(Direction.INGRESS, "TCP", port, EVERYWHERE);
        return Stream.of(Stream.of(in), inside, Stream.of(out))
                .flatMap(rules -> rules)
                .toList();
    }
}
