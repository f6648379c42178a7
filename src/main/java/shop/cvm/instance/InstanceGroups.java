package shop.cvm.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.network.NoSuchSecurityGroup;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupDeleting;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupInUse;
import shop.cvm.network.SecurityGroupRulesChanged;
import shop.cvm.network.SecurityGroups;
import shop.cvm.time.ShopClock;

/** Behind which security groups instances stand: one at least, several in the order in which their rules are asked. */
@Service
public class InstanceGroups {

    /** Groups of one instance at most ({@code RunInstances} of the cloud API has the same). */
    public static final int MOST = 5;

    private final InstanceRows instances;
    private final SecurityGroups groups;
    private final FirewallRows firewalls;
    private final JdbcClient jdbc;
    private final History history;
    private final ShopClock clock;

    InstanceGroups(
            InstanceRows instances,
            SecurityGroups groups,
            FirewallRows firewalls,
            JdbcClient jdbc,
            History history,
            ShopClock clock) {
        this.instances = instances;
        this.groups = groups;
        this.firewalls = firewalls;
        this.jdbc = jdbc;
        this.history = history;
        this.clock = clock;
    }

    /** The groups of these instances, in their order. */
    @Transactional(readOnly = true)
    public Map<InstanceId, List<SecurityGroupId>> of(Collection<InstanceId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select instance_id, 0 as place, security_group_id from instances where instance_id in (:ids)
                        union all
                        select instance_id, position, security_group_id from instance_groups where instance_id in (:ids)
                        order by 1, 2
                        """)
                .param("ids", ids.stream().map(InstanceId::instanceId).toList())
                .query((row, number) ->
                        Map.entry(new InstanceId(row.getString(1)), new SecurityGroupId(row.getString(3))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    /** The ids of all instances of which one of these is not the first group, but another one. */
    @Transactional(readOnly = true)
    List<String> behind(Collection<String> groups) {
        return jdbc.sql("select distinct instance_id from instance_groups where security_group_id in (:groups)")
                .param("groups", groups)
                .query(String.class)
                .list();
    }

    /** How many instances that are there stand behind each group of an account; a group without any is missing. */
    @Transactional(readOnly = true)
    public Map<SecurityGroupId, Long> uses(AccountId account) {
        return firewalls.uses(account);
    }

    /**
     * Puts an instance behind these groups, in this order, in place of those before. Its provisioner is told soon.
     *
     * @return whether that is news
     * @throws NoSuchInstance if the account has none of this id
     * @throws WrongInstanceState if it could not be made, or is given up
     * @throws InvalidGroups if it cannot stand behind them
     */
    @Transactional
    public boolean bind(AccountId account, InstanceId id, List<SecurityGroupId> wanted) {
        Instance instance =
                instances.lock(id.instanceId(), account.accountId()).orElseThrow(() -> new NoSuchInstance(id));
        if (instance.isFailed() || instance.state().isEnded()) {
            throw new WrongInstanceState(id, instance.state(), "stand behind other security groups");
        }
        List<SecurityGroupId> distinct = wanted.stream().distinct().toList();
        requirePossible(account, instance, distinct);
        if (distinct.equals(of(List.of(id)).get(id))) {
            return false;
        }
        instance.network().standBehind(distinct.get(0));
        firewalls.replaceFurther(id, distinct.subList(1, distinct.size()));
        firewalls.tell(id, clock.now());
        String detail = distinct.stream().map(SecurityGroupId::toString).collect(joining(", "));
        history.write(Act.of(instance, ActKind.GROUPS_CHANGED, detail, clock.now()));
        return true;
    }

    /** Everybody who stands behind it has to be told. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(SecurityGroupRulesChanged news) {
        firewalls.tellAll(news.group(), clock.now());
    }

    /** Nobody is left without what protects it. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(SecurityGroupDeleting news) {
        if (firewalls.isUsed(news.group())) {
            throw new SecurityGroupInUse(news.group());
        }
    }

    private void requirePossible(AccountId account, Instance instance, List<SecurityGroupId> wanted) {
        if (wanted.isEmpty()) {
            throw new InvalidGroups(instance.id(), InvalidGroups.Fault.NONE);
        }
        if (wanted.size() > MOST) {
            throw new InvalidGroups(instance.id(), InvalidGroups.Fault.TOO_MANY);
        }
        try {
            groups.lock(account, wanted);
        } catch (NoSuchSecurityGroup unknown) {
            throw new InvalidGroups(instance.id(), InvalidGroups.Fault.ELSEWHERE);
        }
        String region = instance.shape().regionId();
        boolean here = groups.groups(wanted).values().stream()
                .map(SecurityGroup::region)
                .allMatch(region::equals);
        if (!here) {
            throw new InvalidGroups(instance.id(), InvalidGroups.Fault.ELSEWHERE);
        }
    }
}
