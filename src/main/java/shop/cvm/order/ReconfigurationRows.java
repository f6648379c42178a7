package shop.cvm.order;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Difference;
import shop.cvm.instance.InstanceId;

/** What machines were configured as, one after another. */
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

    /** @param number 1 for the first of the machine */
    public void insert(
            InstanceId machine, int number, PlacementToken request, Difference change, Money frozen, Instant at) {
        InstanceSpec before = change.before();
        InstanceSpec after = change.after();
        jdbc.sql("""
                        insert into reconfigurations (instance_id, number, token, request_hash, changed_at,
                            instance_type, internet_charge_type, bandwidth_mbps, disks_gb,
                            instance_type_before, internet_charge_type_before, bandwidth_mbps_before, disks_gb_before,
                            frozen)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(machine.instanceId(), number, request.token(), request.requestHash(), Timestamp.from(at))
                .params(after.instanceType(), after.internetChargeType().name(), after.bandwidthMbps(), size(after))
                .params(before.instanceType(), before.internetChargeType().name(), before.bandwidthMbps(), size(before))
                .param(frozen.getAmount())
                .update();
    }

    private static int size(InstanceSpec spec) {
        return spec.systemDisk().sizeGb()
                + spec.dataDisks().stream().mapToInt(Disk::sizeGb).sum();
    }
}
