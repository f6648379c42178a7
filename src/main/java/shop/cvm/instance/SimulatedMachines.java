package shop.cvm.instance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of simulated machines. */
@Repository
class SimulatedMachines {

    private final JdbcClient jdbc;

    SimulatedMachines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<SimulatedMachine> find(InstanceId id) {
        return jdbc.sql("select * from simulated_machines where machine_id = ?")
                .param(id.instanceId())
                .query(SimulatedMachines::machine)
                .optional();
    }

    /** In ascending order of their ids, from behind this one. */
    List<SimulatedMachine> list(@Nullable InstanceId after, int limit) {
        return jdbc.sql("select * from simulated_machines where machine_id > ? order by machine_id limit ?")
                .params(after == null ? "" : after.instanceId(), limit)
                .query(SimulatedMachines::machine)
                .list();
    }

    void insert(SimulatedMachine machine) {
        jdbc.sql("""
                        insert into simulated_machines
                            (machine_id, fingerprint, is_on, ready_at, address_at, pool, private_ip, public_ip)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        machine.id().instanceId(),
                        machine.fingerprint(),
                        machine.isOn(),
                        Timestamp.from(machine.readyAt()),
                        Timestamp.from(machine.addressAt()),
                        machine.pool(),
                        machine.privateIp())
                .param(machine.publicIp())
                .update();
    }

    void update(InstanceId id, boolean on) {
        jdbc.sql("update simulated_machines set is_on = ? where machine_id = ?")
                .params(on, id.instanceId())
                .update();
    }

    void delete(InstanceId id) {
        jdbc.sql("delete from simulated_machines where machine_id = ?")
                .param(id.instanceId())
                .update();
    }

    private static SimulatedMachine machine(ResultSet row, int number) throws SQLException {
        return new SimulatedMachine(
                new InstanceId(row.getString("machine_id")),
                row.getString("fingerprint"),
                row.getBoolean("is_on"),
                row.getTimestamp("ready_at").toInstant(),
                row.getTimestamp("address_at").toInstant(),
                row.getString("pool"),
                row.getString("private_ip"),
                row.getString("public_ip"));
    }
}
