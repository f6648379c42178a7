package shop.cvm.instance;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.work.Leftovers;

/** What the reconciler found, kept until it finds it again or finds that it was nothing. */
@Repository
@Transactional
class Findings {

    private final JdbcClient jdbc;
    private final Leftovers leftovers;

    Findings(JdbcClient jdbc, Leftovers leftovers) {
        this.jdbc = jdbc;
        this.leftovers = leftovers;
    }

    /** What can be wrong with a machine. */
    enum Finding {
        /** Nobody knows it. */
        ORPHAN,
        /** It should be there. */
        LOST
    }

    /** @return when the same was found for the first time; empty if this is the first time */
    Optional<Instant> add(InstanceId machine, Finding finding, Instant now) {
        Optional<Instant> before = jdbc.sql(
                        "select first_seen_at from machine_findings where machine_id = ? and finding = ?")
                .params(machine.instanceId(), finding.name())
                .query((row, number) -> row.getTimestamp("first_seen_at").toInstant())
                .optional();
        if (before.isEmpty()) {
            jdbc.sql("""
                            insert into machine_findings (machine_id, finding, first_seen_at) values (?, ?, ?)
                            on conflict do nothing
                            """)
                    .params(machine.instanceId(), finding.name(), Timestamp.from(now))
                    .update();
        }
        return before;
    }

    /** @return whether it had not been reported before */
    boolean report(InstanceId machine, Instant now) {
        return jdbc.sql("update machine_findings set reported_at = ? where machine_id = ? and reported_at is null")
                        .params(Timestamp.from(now), machine.instanceId())
                        .update()
                == 1;
    }

    /** Forgets machines that nobody knew and that went by themselves; one that is still there is found again. */
    @Transactional(propagation = Propagation.NEVER)
    public int purge(Instant seenBefore) {
        return leftovers.remove(
                "machine_findings",
                "machine_id",
                "finding = 'ORPHAN' and first_seen_at <= :time",
                Timestamp.from(seenBefore));
    }

    /** It was nothing, or it is settled. */
    void forget(InstanceId machine) {
        jdbc.sql("delete from machine_findings where machine_id = ?")
                .param(machine.instanceId())
                .update();
    }
}
