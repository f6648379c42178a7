package shop.cvm.network;

import java.util.ArrayList;
import java.util.List;
import shop.cvm.network.SecurityGroupRule.Direction;

/** What a security group of a customer begins with; all of it can be changed afterwards. */
public enum StartingRules {
    /** TCP ports 22, 80, 443 and 3389 and ICMP from everywhere, everything from private networks. */
    COMMON_PORTS,
    /** Everything from everywhere. */
    OPEN_ALL,
    /** Nothing: it drops everything ({@code domain.md} 2.2). */
    EMPTY;

    private static final String EVERYWHERE = "0.0.0.0/0";
    private static final List<String> PRIVATE = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

    List<SecurityGroupRule> rules() {
        return switch (this) {
            case COMMON_PORTS -> commonPorts();
            case OPEN_ALL ->
                List.of(everything(Direction.INGRESS, EVERYWHERE), everything(Direction.EGRESS, EVERYWHERE));
            case EMPTY -> List.of();
        };
    }

    private static List<SecurityGroupRule> commonPorts() {
        List<SecurityGroupRule> rules = new ArrayList<>();
        List.of("22", "80", "443", "3389")
                .forEach(port -> rules.add(SecurityGroupRule.accept(Direction.INGRESS, "TCP", port, EVERYWHERE)));
        rules.add(SecurityGroupRule.accept(Direction.INGRESS, "ICMP", "ALL", EVERYWHERE));
        PRIVATE.forEach(range -> rules.add(everything(Direction.INGRESS, range)));
        rules.add(everything(Direction.EGRESS, EVERYWHERE));
        return rules;
    }

    private static SecurityGroupRule everything(Direction direction, String range) {
        return SecurityGroupRule.accept(direction, "ALL", "ALL", range);
    }
}
