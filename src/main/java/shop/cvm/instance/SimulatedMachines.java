package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of simulated machines. */
@Repository
class SimulatedMachines {

    private static final String INSERT = """
            insert into simulated_machines
                (machine_id, fingerprint, is_on, ready_at, address_at, pool, private_ip, public_ip, is_foreign, busy_until,
                gave_public, public_pool)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    SimulatedMachines(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
    }

    Optional<SimulatedMachine> find(InstanceId id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** Those of these machines that exist. */
    Map<InstanceId, SimulatedMachine> find(Collection<InstanceId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select * from simulated_machines where machine_id in (:ids)")
                .param("ids", ids.stream().map(InstanceId::instanceId).toList())
                .query(SimulatedMachines::machine)
                .list()
                .stream()
                .collect(toMap(SimulatedMachine::id, identity()));
    }

    /** Those of this shop, in ascending order of their ids, from behind this one. */
    List<SimulatedMachine> list(@Nullable InstanceId after, int limit) {
        return jdbc.sql(
                        "select * from simulated_machines where machine_id > ? and not is_foreign order by machine_id limit ?")
                .params(after == null ? "" : after.instanceId(), limit)
                .query(SimulatedMachines::machine)
                .list();
    }

    void insert(List<SimulatedMachine> machines) {
        if (!machines.isEmpty()) {
            batches.batchUpdate(INSERT, machines, machines.size(), SimulatedMachines::fill);
        }
    }

    /** Keeps whether it is on, what it is, and its public address. */
    void update(SimulatedMachine machine) {
        jdbc.sql("""
                        update simulated_machines set is_on = ?, public_ip = ?, gave_public = ?, public_pool = ?, fingerprint = ?
                        where machine_id = ?
                        """)
                .param(machine.isOn())
                .param(machine.publicIp())
                .param(machine.gavePublic())
                .param(machine.publicPool())
                .param(machine.fingerprint())
                .param(machine.id().instanceId())
                .update();
    }

    void delete(Collection<InstanceId> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from simulated_machines where machine_id in (:ids)")
                    .param("ids", ids.stream().map(InstanceId::instanceId).toList())
                    .update();
        }
    }

    private static void fill(PreparedStatement row, SimulatedMachine machine) throws SQLException {
        row.setString(1, machine.id().instanceId());
        row.setString(2, machine.fingerprint());
        row.setBoolean(3, machine.isOn());
        row.setTimestamp(4, Timestamp.from(machine.readyAt()));
        row.setTimestamp(5, Timestamp.from(machine.addressAt()));
        row.setString(6, machine.pool());
        row.setString(7, machine.privateIp());
        row.setString(8, machine.publicIp());
        row.setBoolean(9, machine.isForeign());
        Instant busyUntil = machine.busyUntil();
        if (busyUntil == null) {
            row.setNull(10, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            row.setTimestamp(10, Timestamp.from(busyUntil));
        }
        row.setBoolean(11, machine.gavePublic());
        row.setString(12, machine.publicPool());
    }

    private static SimulatedMachine machine(ResultSet row, int number) throws SQLException {
        Timestamp busyUntil = row.getTimestamp("busy_until");
        return new SimulatedMachine(
                new InstanceId(row.getString("machine_id")),
                row.getString("fingerprint"),
                row.getBoolean("is_on"),
                row.getTimestamp("ready_at").toInstant(),
                row.getTimestamp("address_at").toInstant(),
                row.getString("pool"),
                row.getString("private_ip"),
                row.getString("public_pool"),
                row.getString("public_ip"),
                row.getBoolean("is_foreign"),
                busyUntil == null ? null : busyUntil.toInstant(),
                row.getBoolean("gave_public"));
    }
}
