package shop.cvm.instance;

import static java.util.stream.Collectors.toMap;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.network.SecurityGroupId;

/** Which machines stand behind which security groups, and whose provisioner has to be told that something changed. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class FirewallRows {

    private static final String THERE = " i.state not in ('TERMINATING', 'TERMINATED', 'LAUNCH_FAILED') ";

    private static final String BEHIND = """
             (i.security_group_id = :group or exists (
                select 1 from instance_groups g where g.instance_id = i.instance_id and g.security_group_id = :group))
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    FirewallRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * A machine whose provisioner has to be told.
     *
     * @param wanted the number of the change
     * @param attempt how often it was told in vain
     */
    record Untold(InstanceId id, int wanted, int attempt) {}

    void replaceFurther(Map<InstanceId, List<SecurityGroupId>> further) {
        batches.batchUpdate(
                "delete from instance_groups where instance_id = ?",
                further.keySet().stream()
                        .map(id -> new Object[] {id.instanceId()})
                        .toList());
        List<Object[]> rows = new ArrayList<>();
        further.forEach((id, groups) -> {
            for (int index = 0; index < groups.size(); index++) {
                rows.add(new Object[] {
                    id.instanceId(), index + 1, groups.get(index).securityGroupId()
                });
            }
        });
        batches.batchUpdate(
                "insert into instance_groups (instance_id, position, security_group_id) values (?, ?, ?)", rows);
    }

    void tell(Collection<InstanceId> ids, Instant now) {
        List<Object[]> rows = ids.stream()
                .sorted(Comparator.comparing(InstanceId::instanceId))
                .map(id -> new Object[] {id.instanceId()})
                .toList();
        batches.batchUpdate(
                "insert into machine_firewalls (instance_id, wanted, attempt) values (?, 0, 0) on conflict do nothing",
                rows);
        batches.batchUpdate(
                "update machine_firewalls set wanted = wanted + 1, attempt = 0, due_at = ? where instance_id = ?",
                rows.stream()
                        .map(row -> new Object[] {Timestamp.from(now), row[0]})
                        .toList());
    }

    /** Rows are made, and then locked, in ascending order of their ids: two groups may share any number of machines. */
    void tellAll(SecurityGroupId group, Instant now) {
        jdbc.sql("insert into machine_firewalls (instance_id, wanted, attempt) select i.instance_id, 0, 0"
                        + " from instances i where" + THERE + "and" + BEHIND
                        + " order by i.instance_id on conflict do nothing")
                .param("group", group.securityGroupId())
                .update();
        List<String> locked = jdbc.sql("select f.instance_id from machine_firewalls f where f.instance_id in"
                        + " (select i.instance_id from instances i where" + THERE + "and" + BEHIND + ")"
                        + " order by f.instance_id for update")
                .param("group", group.securityGroupId())
                .query(String.class)
                .list();
        batches.batchUpdate(
                "update machine_firewalls set wanted = wanted + 1, attempt = 0, due_at = ? where instance_id = ?",
                locked.stream()
                        .map(id -> new Object[] {Timestamp.from(now), id})
                        .toList());
    }

    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    boolean isUsed(SecurityGroupId group) {
        return jdbc.sql("select count(*) from instances i where" + THERE + "and" + BEHIND)
                        .param("group", group.securityGroupId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    Map<SecurityGroupId, Long> uses(AccountId account) {
        return jdbc
                .sql("select s.security_group_id, count(*) from (select i.security_group_id from instances i"
                        + " where i.account_id = :account and" + THERE
                        + "union all select g.security_group_id from instance_groups g"
                        + " join instances i on i.instance_id = g.instance_id where i.account_id = :account and" + THERE
                        + ") s group by s.security_group_id")
                .param("account", account.accountId())
                .query((row, number) -> Map.entry(new SecurityGroupId(row.getString(1)), row.getLong(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Takes some that are due, which are due again for somebody else when the lease is over. */
    List<Untold> claim(Instant now, Duration lease, int most) {
        List<Untold> due = jdbc.sql("""
                        select instance_id, wanted, attempt from machine_firewalls where due_at <= ?
                        order by due_at, instance_id limit ? for update skip locked
                        """)
                .params(Timestamp.from(now), most)
                .query((row, number) -> new Untold(new InstanceId(row.getString(1)), row.getInt(2), row.getInt(3)))
                .list();
        put("update machine_firewalls set due_at = ? where instance_id = ? and wanted = ?", due, now.plus(lease));
        return due;
    }

    /** Before anything is put down for them: in ascending order of their ids, as {@link #tellAll} locks them. */
    void lock(List<Untold> machines) {
        jdbc.sql(
                        "select instance_id from machine_firewalls where instance_id in (:ids) order by instance_id for update")
                .param(
                        "ids",
                        machines.stream().map(one -> one.id().instanceId()).toList())
                .query(String.class)
                .list();
    }

    /** They are as they are to be; one that has changed once more stays due. */
    void told(List<Untold> machines) {
        batches.batchUpdate(
                "update machine_firewalls set due_at = null, attempt = 0 where instance_id = ? and wanted = ?",
                machines.stream()
                        .map(one -> new Object[] {one.id().instanceId(), one.wanted()})
                        .toList());
    }

    void postpone(List<Untold> machines, Instant until) {
        put(
                "update machine_firewalls set due_at = ?, attempt = attempt + 1 where instance_id = ? and wanted = ?",
                machines,
                until);
    }

    private void put(String update, List<Untold> machines, Instant at) {
        batches.batchUpdate(
                update,
                machines.stream()
                        .map(one -> new Object[] {Timestamp.from(at), one.id().instanceId(), one.wanted()})
                        .toList());
    }
}
