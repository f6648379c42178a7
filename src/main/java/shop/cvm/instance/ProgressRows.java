package shop.cvm.instance;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.KeyPairId;

/**
 * Writes what the steps of many instances changed, in one round trip per batch. What may change is decided by
 * {@link Instance}; this only keeps it, if nobody has changed the row since it was claimed.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class ProgressRows {

    private static final Comparator<Instance> LOCK_ORDER =
            Comparator.comparing(instance -> instance.id().instanceId());

    private static final String STORE = """
            update instances set
                state = ?, private_ip = ?, public_ip = ?, login_secret = ?, login_secret_until = ?, running_at = ?,
                addressed_at = ?, allocated_at = ?, failure = ?, given_up_at = ?, refund_by = ?, failed_at = ?,
                absent_at = ?, next_step_at = ?, attempt = ?, last_fault = ?, asked_at = ?, start_again = ?,
                new_secret = ?, key_pair_id = ?, stopped_mode = ?, shelved = ?, reshaping = ?, reinstalling = ?,
                binding_key = ?,
                version = version + 1
            where instance_id = ? and version = ?
            """;

    private final JdbcTemplate jdbc;

    ProgressRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @return those that nobody had touched meanwhile; the others are as somebody else left them */
    List<Instance> store(List<Instance> instances) {
        List<Instance> sorted = instances.stream().sorted(LOCK_ORDER).toList();
        List<Instance> stored = new ArrayList<>(sorted.size());
        if (sorted.isEmpty()) {
            return stored;
        }
        int[][] counts = jdbc.batchUpdate(STORE, sorted, sorted.size(), ProgressRows::fill);
        for (int index = 0; index < sorted.size(); index++) {
            if (counts[0][index] != 0) {
                stored.add(sorted.get(index));
            }
        }
        return stored;
    }

    /** Does nothing but look at it later; a machine that somebody has changed meanwhile is left alone. */
    void postpone(Instance instance, Instant until) {
        jdbc.update(
                "update instances set next_step_at = ?, version = version + 1 where instance_id = ? and version = ?",
                Timestamp.from(until),
                instance.id().instanceId(),
                instance.version());
    }

    private static void fill(PreparedStatement row, Instance instance) throws SQLException {
        Making making = instance.making();
        Pace pace = instance.pace();
        Errand errand = instance.errand();
        NetworkInterface network = instance.network();
        Access access = instance.access();
        row.setString(1, instance.state().name());
        row.setString(2, network.privateIp());
        row.setString(3, network.publicIp());
        row.setString(4, access.secret());
        time(row, 5, access.secretUntil());
        time(row, 6, instance.runningAt().orElse(null));
        time(row, 7, network.addressedAt());
        time(row, 8, making.allocatedAt());
        name(row, 9, making.failure());
        time(row, 10, making.givenUpAt());
        time(row, 11, making.refundBy());
        time(row, 12, making.failedAt());
        time(row, 13, making.absentAt());
        time(row, 14, pace.nextStepAt());
        row.setInt(15, pace.attempt());
        name(row, 16, pace.lastFault());
        time(row, 17, errand.askedAt());
        row.setBoolean(18, errand.startsAgain());
        row.setString(19, errand.newSecret());
        row.setString(20, instance.keyPair().map(KeyPairId::keyPairId).orElse(null));
        row.setString(21, instance.stoppedMode().name());
        row.setBoolean(22, instance.isShelved());
        row.setBoolean(23, errand.isReshaping());
        row.setBoolean(24, errand.isReinstalling());
        row.setBoolean(25, errand.isBindingKey());
        row.setString(26, instance.id().instanceId());
        row.setInt(27, instance.version());
    }

    private static void time(PreparedStatement row, int column, @Nullable Instant time) throws SQLException {
        if (time == null) {
            row.setNull(column, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            row.setTimestamp(column, Timestamp.from(time));
        }
    }

    private static void name(PreparedStatement row, int column, @Nullable Enum<?> value) throws SQLException {
        row.setString(column, value == null ? null : value.name());
    }
}
