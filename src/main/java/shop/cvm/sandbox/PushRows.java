package shop.cvm.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.time.ShopClock;

/** What the database remembers of the last push. Its lease is of the system's clock. */
@Component
class PushRows {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final ShopClock shopClock;
    private final Clock clock;

    PushRows(JdbcClient jdbc, ShopClock shopClock, Clock clock) {
        this.jdbc = jdbc;
        this.shopClock = shopClock;
        this.clock = clock;
    }

    /** @return whether it is ours; if not, there is one under way */
    @Transactional
    public boolean begin(String owner, Instant from, Instant target) {
        int begun = jdbc.sql("""
                        update clock_push set state = 'MOVING', started_from = :from, target = :target, reached = :from,
                            steps = 0, owner = :owner, lease_until = :lease
                        where state <> 'MOVING'
                        """)
                .param("from", Timestamp.from(from))
                .param("target", Timestamp.from(target))
                .param("owner", owner)
                .param("lease", lease())
                .update();
        if (begun == 1) {
            jdbc.sql("delete from clock_push_work").update();
        }
        return begun == 1;
    }

    /** Goes on with what a node began that is not there any more. */
    @Transactional
    public boolean takeOver(String owner) {
        return jdbc.sql("""
                        update clock_push set owner = :owner, lease_until = :lease
                        where state = 'MOVING' and lease_until <= :now
                        """)
                        .param("owner", owner)
                        .param("lease", lease())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /**
     * Moves the clock on to the next instant, as long as the push is the owner's.
     *
     * @return whether it is
     */
    @Transactional
    public boolean advance(String owner, Instant instant) {
        int ours = jdbc.sql("""
                        update clock_push set steps = steps + 1, lease_until = :lease,
                            reached = greatest(reached, least(:instant, target))
                        where state = 'MOVING' and owner = :owner
                        """)
                .param("instant", Timestamp.from(instant))
                .param("owner", owner)
                .param("lease", lease())
                .update();
        if (ours == 1) {
            shopClock.advanceTo(instant);
        }
        return ours == 1;
    }

    /** Keeps the push for its owner while a step takes long, and adds to what was done. */
    @Transactional
    public boolean worked(String owner, String name, long amount) {
        int ours = jdbc.sql("update clock_push set lease_until = ? where state = 'MOVING' and owner = ?")
                .params(lease(), owner)
                .update();
        if (ours == 1 && amount > 0) {
            jdbc.sql("insert into clock_push_work (name, amount) values (?, 0) on conflict do nothing")
                    .param(name)
                    .update();
            jdbc.sql("update clock_push_work set amount = amount + ? where name = ?")
                    .params(amount, name)
                    .update();
        }
        return ours == 1;
    }

    @Transactional
    public void finish(String owner) {
        jdbc.sql("update clock_push set state = 'DONE', reached = target where state = 'MOVING' and owner = ?")
                .param(owner)
                .update();
    }

    /** Leaves the push to the next who looks after it. */
    @Transactional
    public void leave(String owner) {
        jdbc.sql("update clock_push set lease_until = ? where state = 'MOVING' and owner = ?")
                .params(Timestamp.from(clock.instant()), owner)
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<ClockPush> last() {
        Map<String, Long> done = new HashMap<>();
        jdbc.sql("select name, amount from clock_push_work")
                .query((RowCallbackHandler) row -> done.put(row.getString("name"), row.getLong("amount")));
        return jdbc.sql("select * from clock_push where state <> 'NONE'")
                .query((row, number) -> push(row, done))
                .optional();
    }

    private static ClockPush push(ResultSet row, Map<String, Long> done) throws SQLException {
        return new ClockPush(
                "MOVING".equals(row.getString("state")),
                instant(row, "started_from"),
                instant(row, "target"),
                instant(row, "reached"),
                row.getLong("steps"),
                done);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private Timestamp lease() {
        return Timestamp.from(clock.instant().plus(LEASE));
    }
}
