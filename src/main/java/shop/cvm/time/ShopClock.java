package shop.cvm.time;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The time by which business happens: what is paid, delivered, billed or due. It is the database's time, so that nodes
 * with skewed clocks agree, plus an offset kept in the database that sandbox mode and tests move forward. Signatures,
 * sessions and leases do not use it.
 */
@Component
public class ShopClock {

    private static final int ROUND_UP = 999_999;

    private final JdbcClient jdbc;

    ShopClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The shop's time, to the millisecond; within one transaction of the database it stands still. */
    @Transactional(readOnly = true)
    public Instant now() {
        return jdbc.sql("select current_timestamp as base, offset_millis from shop_clock")
                .query((row, number) -> shifted(row.getTimestamp("base"), row.getLong("offset_millis")))
                .single();
    }

    /**
     * Moves the shop's time forward for good. Only sandbox mode and tests call it.
     *
     * @throws IllegalArgumentException if the duration is negative: business time never runs backwards
     */
    @Transactional
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("The shop's clock only moves forward, not by " + duration);
        }
        jdbc.sql("update shop_clock set offset_millis = offset_millis + ?")
                .param(duration.toMillis())
                .update();
    }

    /**
     * Moves the shop's time forward to an instant for good; where it is that late already, it stays as it is.
     *
     * @param instant which is reached to the millisecond, and not missed by a part of one
     */
    @Transactional
    public void advanceTo(Instant instant) {
        Duration ahead = Duration.between(now(), instant);
        if (!ahead.isNegative()) {
            advance(ahead.plusNanos(ROUND_UP));
        }
    }

    /** How much later it is in the shop than for the database. */
    @Transactional(readOnly = true)
    public Duration offset() {
        return jdbc.sql("select offset_millis from shop_clock")
                .query((row, number) -> Duration.ofMillis(row.getLong(1)))
                .single();
    }

    private static Instant shifted(Timestamp base, long offsetMillis) {
        return base.toInstant().truncatedTo(ChronoUnit.MILLIS).plusMillis(offsetMillis);
    }
}
