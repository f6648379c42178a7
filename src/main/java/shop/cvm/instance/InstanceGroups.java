package shop.cvm.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
        return bind(account, List.of(id), before -> wanted);
    }

    /**
     * Puts instances behind other groups: all of them, or none.
     *
     * @param wanted what becomes of the groups that an instance stands behind now
     * @return whether that is news
     * @throws RuntimeException as {@link #bind(AccountId, InstanceId, List)}
     */
    @Transactional
    public boolean bind(AccountId account, Collection<InstanceId> ids, UnaryOperator<List<SecurityGroupId>> wanted) {
        List<Instance> locked = instances.lockAll(account, ids);
        Map<InstanceId, List<SecurityGroupId>> before = of(ids);
        Map<Instance, List<SecurityGroupId>> after = new LinkedHashMap<>();
        for (Instance instance : locked) {
            if (instance.isFailed() || instance.state().isEnded()) {
                throw new WrongInstanceState(instance.id(), instance.state(), "stand behind other security groups");
            }
            List<SecurityGroupId> present = before.getOrDefault(instance.id(), List.of());
            after.put(instance, wanted.apply(present).stream().distinct().toList());
        }
        requirePossible(account, after);
        after.entrySet().removeIf(entry -> entry.getValue()
                .equals(before.get(entry.getKey().id())));
        write(after);
        return !after.isEmpty();
    }

    private void write(Map<Instance, List<SecurityGroupId>> after) {
        Instant now = clock.now();
        Map<InstanceId, List<SecurityGroupId>> further = new LinkedHashMap<>();
        List<Act> acts = new ArrayList<>();
        after.forEach((instance, groups) -> {
            instance.network().standBehind(groups.get(0));
            further.put(instance.id(), groups.subList(1, groups.size()));
            String detail = groups.stream().map(SecurityGroupId::toString).collect(joining(", "));
            acts.add(Act.of(instance, ActKind.GROUPS_CHANGED, detail, now));
        });
        if (!further.isEmpty()) {
            firewalls.replaceFurther(further);
            firewalls.tell(further.keySet(), now);
            history.write(acts);
        }
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

    private void requirePossible(AccountId account, Map<Instance, List<SecurityGroupId>> wanted) {
        wanted.forEach((instance, after) -> {
            if (after.isEmpty()) {
                throw new InvalidGroups(instance.id(), InvalidGroups.Fault.NONE);
            }
            if (after.size() > MOST) {
                throw new InvalidGroups(instance.id(), InvalidGroups.Fault.TOO_MANY);
            }
        });
        Set<SecurityGroupId> all =
                wanted.values().stream().flatMap(List::stream).collect(toSet());
        Optional<InstanceId> first = wanted.keySet().stream().map(Instance::id).findFirst();
        if (first.isEmpty()) {
            return;
        }
        try {
            groups.lock(account, all);
        } catch (NoSuchSecurityGroup unknown) {
            throw new InvalidGroups(first.get(), InvalidGroups.Fault.ELSEWHERE);
        }
        Map<SecurityGroupId, SecurityGroup> found = groups.groups(all);
        wanted.forEach((instance, after) -> {
            String region = instance.shape().regionId();
            boolean here = after.stream()
                    .map(found::get)
                    .allMatch(group -> group != null && group.region().equals(region));
            if (!here) {
                throw new InvalidGroups(instance.id(), InvalidGroups.Fault.ELSEWHERE);
            }
        });
    }
}
