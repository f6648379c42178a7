package shop.cvm.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.network.SecurityGroupRule.Direction;

/**
 * A firewall in front of machines of one account in one region.
 *
 * @param id its id
 * @param region the region of the machines that can stand behind it
 * @param name what its owner calls it; empty for a default group
 * @param description what it is for; may be empty
 * @param template what a default group was made from; null for one that its owner has made
 * @param version counts the changes of its rules
 * @param rules what it lets through, the first of a direction that matches decides; what none lets through is dropped
 */
public record SecurityGroup(
        SecurityGroupId id,
        String region,
        String name,
        String description,
        @Nullable SecurityGroupTemplate template,
        int version,
        List<SecurityGroupRule> rules) {

    /** Longest name, in characters ({@code domain.md} 2.2 has the same for instances). */
    public static final int MAX_NAME = 60;

    public SecurityGroup {
        rules = List.copyOf(rules);
    }

    /** Whether the shop has made it; it cannot be renamed or deleted. */
    public boolean isDefault() {
        return template != null;
    }

    /** The rules of one direction, in their order. */
    public List<SecurityGroupRule> rules(Direction direction) {
        return rules.stream().filter(rule -> rule.direction() == direction).toList();
    }
}
