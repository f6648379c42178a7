package shop.cvm.order;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Difference;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.Cny;

/** What machines were configured as, one after another: all of them, whichever way they are paid for. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class ReconfigurationRows {

    private final JdbcClient jdbc;

    ReconfigurationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was asked for with this token, as its hash; empty if nothing was. */
    public Optional<String> asked(InstanceId machine, String token) {
        return jdbc.sql("select request_hash from reconfigurations where instance_id = ? and token = ?")
                .params(machine.instanceId(), token)
                .query(String.class)
                .optional();
    }

    /**
     * Of a machine that is paid by the hour.
     *
     * @param machine as it is configured now
     * @param frozen for an hour of it
     */
    public void insert(Instance machine, PlacementToken request, Difference change, Money frozen, Instant at) {
        insert(machine, request, change, frozen, at, null);
    }

    /** Of a prepaid machine, by a line of an order; only once it is configured. */
    public void insert(Instance machine, OrderLine line, Difference change, Instant at) {
        Order order = line.order();
        PlacementToken request = new PlacementToken(
                "order", order.number().number(), order.token().requestHash());
        insert(machine, request, change, Cny.ZERO, at, line);
    }

    private void insert(
            Instance machine,
            PlacementToken request,
            Difference change,
            Money frozen,
            Instant at,
            @Nullable OrderLine line) {
        InstanceSpec before = change.before();
        InstanceSpec after = change.after();
        jdbc.sql("""
                        insert into reconfigurations (instance_id, number, token, request_hash, changed_at,
                            instance_type, internet_charge_type, bandwidth_mbps, disks_gb,
                            instance_type_before, internet_charge_type_before, bandwidth_mbps_before, disks_gb_before,
                            frozen, order_number, line, paid_until, rest, lesser)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        machine.id().instanceId(),
                        machine.configured(),
                        request.token(),
                        request.requestHash(),
                        Timestamp.from(at))
                .params(after.instanceType(), after.internetChargeType().name(), after.bandwidthMbps(), size(after))
                .params(before.instanceType(), before.internetChargeType().name(), before.bandwidthMbps(), size(before))
                .params(frozen.getAmount())
                .param(line == null ? null : line.order().number().number())
                .param(line == null ? null : line.line())
                .param(line == null ? null : Timestamp.from(line.changedUntil()))
                .param(line != null && line.settlesAnew() ? line.rest().getAmount() : null)
                .param(line != null && line.settlesAnew() && change.isOfType())
                .update();
    }

    /** What a machine was changed in, by the number of its configuration; empty if there was no such change. */
    public Optional<MadeChange> change(InstanceId machine, int number) {
        return jdbc.sql("""
                        select i.account_id, r.instance_type <> r.instance_type_before as of_type,
                            r.disks_gb > r.disks_gb_before as grows, coalesce(l.total, 0) as paid,
                            coalesce(l.paid_back, 0) as paid_back
                        from reconfigurations r
                        join instances i on i.instance_id = r.instance_id
                        left join order_lines l on l.order_number = r.order_number and l.line = r.line
                        where r.instance_id = ? and r.number = ?
                        """)
                .params(machine.instanceId(), number)
                .query((row, index) -> new MadeChange(
                        new AccountId(row.getString("account_id")),
                        row.getBoolean("of_type"),
                        row.getBoolean("grows"),
                        Cny.round(row.getBigDecimal("paid")),
                        Cny.round(row.getBigDecimal("paid_back"))))
                .optional();
    }

    /** How often this prepaid machine got a cheaper type. */
    public int downgrades(InstanceId machine) {
        return jdbc.sql("select count(*) from reconfigurations where instance_id = ? and lesser")
                .param(machine.instanceId())
                .query(Integer.class)
                .single();
    }

    /** The same of several; one that got none is missing. */
    public Map<InstanceId, Integer> downgrades(Collection<InstanceId> machines) {
        if (machines.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select instance_id, count(*) from reconfigurations where instance_id in (:ids) and lesser"
                        + " group by instance_id")
                .param("ids", machines.stream().map(InstanceId::instanceId).toList())
                .query((row, number) -> Map.entry(new InstanceId(row.getString(1)), row.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What orders have changed of these machines, machine by machine in their sequence. */
    public List<PaidChange> paid(Collection<InstanceId> machines) {
        if (machines.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select instance_id, changed_at, paid_until, order_number, line, rest from reconfigurations
                        where instance_id in (:ids) and order_number is not null
                        order by instance_id, number
                        """)
                .param("ids", machines.stream().map(InstanceId::instanceId).toList())
                .query((row, number) -> new PaidChange(
                        new InstanceId(row.getString("instance_id")),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getTimestamp("paid_until").toInstant(),
                        row.getString("order_number"),
                        row.getInt("line"),
                        row.getBigDecimal("rest") != null))
                .list();
    }

    private static int size(InstanceSpec spec) {
        return spec.systemDisk().sizeGb()
                + spec.dataDisks().stream().mapToInt(Disk::sizeGb).sum();
    }
}
