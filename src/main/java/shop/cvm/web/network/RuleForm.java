package shop.cvm.web.network;

import java.util.ArrayList;
import java.util.List;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupRule;
import shop.cvm.network.SecurityGroupRule.Direction;
import shop.cvm.network.SecurityGroupRule.Policy;
import shop.cvm.network.SecurityGroupRule.Protocol;

/**
 * A new rule as the form has it.
 *
 * @param port a port, a range, or {@code ALL}
 * @param range the addresses at the other end
 * @param place which of its direction it is to be, counted from 1
 */
record RuleForm(
        Direction direction,
        Policy policy,
        Protocol protocol,
        String port,
        String range,
        String description,
        int place) {

    /** What the form shows at first. */
    static final RuleForm FIRST = new RuleForm(Direction.INGRESS, Policy.ACCEPT, Protocol.TCP, "", "0.0.0.0/0", "", 1);

    SecurityGroupRule rule() {
        return SecurityGroupRule.of(direction, policy, protocol, port, range, description);
    }

    /** All rules of the group with this one among them; behind all others of its direction if they are fewer. */
    List<SecurityGroupRule> addedTo(SecurityGroup group) {
        List<SecurityGroupRule> same = new ArrayList<>(group.rules(direction));
        same.add(Math.min(Math.max(place - 1, 0), same.size()), rule());
        return together(group, direction, same);
    }

    /** The rules of the group without one of them. */
    static List<SecurityGroupRule> without(SecurityGroup group, Direction direction, int index) {
        List<SecurityGroupRule> same = new ArrayList<>(group.rules(direction));
        if (index >= 0 && index < same.size()) {
            same.remove(index);
        }
        return together(group, direction, same);
    }

    /** The rules of the group with one of them before the one that was before it. */
    static List<SecurityGroupRule> earlier(SecurityGroup group, Direction direction, int index) {
        List<SecurityGroupRule> same = new ArrayList<>(group.rules(direction));
        if (index > 0 && index < same.size()) {
            same.add(index - 1, same.remove(index));
        }
        return together(group, direction, same);
    }

    private static List<SecurityGroupRule> together(
            SecurityGroup group, Direction direction, List<SecurityGroupRule> same) {
        Direction other = direction == Direction.INGRESS ? Direction.EGRESS : Direction.INGRESS;
        List<SecurityGroupRule> all = new ArrayList<>(direction == Direction.INGRESS ? same : group.rules(other));
        all.addAll(direction == Direction.INGRESS ? group.rules(other) : same);
        return all;
    }
}
