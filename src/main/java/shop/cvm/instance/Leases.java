package shop.cvm.instance;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.work.Leftovers;

/**
 * Which instances a node is busy with. There is one lease per instance at most, by its key: whoever was quicker has it,
 * and a lease that has run out goes to whoever asks next.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class Leases {

    private final JdbcClient jdbc;
    private final Leftovers leftovers;

    Leases(JdbcClient jdbc, Leftovers leftovers) {
        this.jdbc = jdbc;
        this.leftovers = leftovers;
    }

    /**
     * Takes instances that are due and that nobody has, the longest due first.
     *
     * @param due by the shop's clock
     * @param now by the system's
     * @param until by the system's
     * @return their ids
     */
    List<String> take(Instant due, Instant now, Instant until, int most) {
        // A value, not a join: whatever the planner believes of both tables, it follows the index of what is due.
        List<String> free = jdbc.sql("""
                        select i.instance_id from instances i
                        where i.next_step_at <= :due and coalesce(
                            (select l.lease_until from instance_leases l where l.instance_id = i.instance_id), :now)
                                <= :now
                        order by i.next_step_at, i.instance_id limit :most
                        for update skip locked
                        """)
                .param("due", Timestamp.from(due))
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query(String.class)
                .list();
        if (free.isEmpty()) {
            return free;
        }
        jdbc.sql("delete from instance_leases where instance_id in (:ids) and lease_until <= :now")
                .param("ids", free)
                .param("now", Timestamp.from(now))
                .update();
        return insert(free, until);
    }

    /** Removes those that ended long ago: of nodes that died after their last step with a machine. */
    @Transactional(propagation = Propagation.NEVER)
    public int purge(Instant endedBefore) {
        return leftovers.remove("instance_leases", "instance_id", "lease_until <= :time", Timestamp.from(endedBefore));
    }

    /** Gives back those of these instances that are still ours. */
    void giveBack(List<String> ids, Instant until) {
        jdbc.sql("delete from instance_leases where instance_id in (:ids) and lease_until = :until")
                .param("ids", ids)
                .param("until", Timestamp.from(until))
                .update();
    }

    /** Others may have been quicker since we looked. */
    private List<String> insert(List<String> ids, Instant until) {
        Timestamp end = Timestamp.from(until);
        int inserted = jdbc.sql("""
                        insert into instance_leases (instance_id, lease_until)
                        select instance_id, cast(:until as timestamp with time zone) from instances
                        where instance_id in (:ids) on conflict do nothing
                        """).param("ids", ids).param("until", end).update();
        return inserted == ids.size() ? ids : held(ids, end);
    }

    private List<String> held(List<String> ids, Timestamp until) {
        return jdbc.sql("select instance_id from instance_leases where instance_id in (:ids) and lease_until = :until")
                .param("ids", ids)
                .param("until", until)
                .query(String.class)
                .list();
    }
}
