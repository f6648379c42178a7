package shop.cvm.network;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.time.ShopClock;

/**
 * The security groups of accounts and their rules. A group is locked before it is changed, deleted, or a machine is put
 * behind it; several in ascending order of their ids.
 */
@Service
public class SecurityGroups {

    /** Groups of an account in one region at most ({@code domain.md} 1.2), the default ones included. */
    public static final int MOST = 50;

    private final SecurityGroupRows rows;
    private final ApplicationEventPublisher publisher;
    private final ShopClock clock;

    SecurityGroups(SecurityGroupRows rows, ApplicationEventPublisher publisher, ShopClock clock) {
        this.rows = rows;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** The account's groups with their rules, by region, default ones first, then by name. */
    @Transactional(readOnly = true)
    public List<SecurityGroup> groups(AccountId account) {
        return rows.ofAccount(account);
    }

    /** @throws NoSuchSecurityGroup if the account has none of this id */
    @Transactional(readOnly = true)
    public SecurityGroup group(AccountId account, SecurityGroupId id) {
        return rows.find(account, id).orElseThrow(() -> new NoSuchSecurityGroup(id));
    }

    /** These groups with their rules, whoever has them, also deleted ones. */
    @Transactional(readOnly = true)
    public Map<SecurityGroupId, SecurityGroup> groups(Collection<SecurityGroupId> ids) {
        return rows.find(ids);
    }

    /**
     * Makes a group.
     *
     * @param region of the catalogue
     * @param name 1 to {@link SecurityGroup#MAX_NAME} characters on one line
     * @throws InvalidGroupName if that is no name
     * @throws SecurityGroupsFull if the account has as many there as it can
     */
    @Transactional
    public SecurityGroupId create(
            AccountId account, String region, String name, String description, StartingRules start) {
        SecurityGroupId id = rows.insert(account, region, named(name), told(description), clock.now())
                .orElseThrow(() -> new SecurityGroupsFull(region));
        rows.insertRules(id, start.rules());
        return id;
    }

    /**
     * Calls a group of the account's own something else.
     *
     * @throws NoSuchSecurityGroup if the account has none of this id, or it is a default one
     * @throws InvalidGroupName if that is no name
     */
    @Transactional
    public void rename(AccountId account, SecurityGroupId id, String name, String description) {
        if (!rows.rename(account, id, named(name), told(description))) {
            throw new NoSuchSecurityGroup(id);
        }
    }

    /**
     * Gives a group other rules. Whoever stands behind it soon notices.
     *
     * @param version of the group whose rules were looked at
     * @param rules all of them, in their order
     * @throws NoSuchSecurityGroup if the account has none of this id
     * @throws SecurityGroupChanged if they have changed since
     * @throws InvalidRule if they are too many
     */
    @Transactional
    public void change(AccountId account, SecurityGroupId id, int version, List<SecurityGroupRule> rules) {
        if (rules.stream().collect(groupingBy(SecurityGroupRule::direction, counting())).values().stream()
                .anyMatch(count -> count > SecurityGroupRule.MOST)) {
            throw new InvalidRule(InvalidRule.Fault.TOO_MANY);
        }
        lock(account, List.of(id));
        if (!rows.advance(id, version)) {
            throw new SecurityGroupChanged(id);
        }
        rows.deleteRules(id);
        rows.insertRules(id, rules);
        publisher.publishEvent(new SecurityGroupRulesChanged(id));
    }

    /**
     * Deletes a group of the account's own.
     *
     * @throws NoSuchSecurityGroup if the account has none of this id, or it is a default one
     * @throws SecurityGroupInUse if machines stand behind it
     */
    @Transactional
    public void delete(AccountId account, SecurityGroupId id) {
        lock(account, List.of(id));
        publisher.publishEvent(new SecurityGroupDeleting(id));
        if (!rows.delete(account, id, clock.now())) {
            throw new NoSuchSecurityGroup(id);
        }
    }

    /**
     * Locks groups, in ascending order of their ids, until the caller's transaction ends.
     *
     * @throws NoSuchSecurityGroup if one of them is not the account's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(AccountId account, Collection<SecurityGroupId> ids) {
        List<SecurityGroupId> locked = rows.lock(account, ids);
        ids.stream().filter(id -> !locked.contains(id)).findFirst().ifPresent(missing -> {
            throw new NoSuchSecurityGroup(missing);
        });
    }

    private static String named(String name) {
        String stripped = told(name);
        if (stripped.isEmpty() || stripped.length() > SecurityGroup.MAX_NAME) {
            throw new InvalidGroupName();
        }
        return stripped;
    }

    private static String told(String description) {
        String stripped = description.strip();
        if (stripped.length() > SecurityGroupRule.MAX_DESCRIPTION
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidGroupName();
        }
        return stripped;
    }
}
