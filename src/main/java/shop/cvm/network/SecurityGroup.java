package shop.cvm.network;

import java.util.List;

/**
 * A firewall in front of machines of one account in one region.
 *
 * @param id its id
 * @param template what it was made from
 * @param rules what it lets through, the first that matches decides
 */
public record SecurityGroup(SecurityGroupId id, SecurityGroupTemplate template, List<SecurityGroupRule> rules) {

    public SecurityGroup {
        rules = List.copyOf(rules);
    }
}
