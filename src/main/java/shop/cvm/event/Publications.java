package shop.cvm.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.stereotype.Service;

/**
 * What is on its way to listeners after a commit. A publication is a row from the transaction that made the news until
 * its listener has committed, so that a crash in between loses nothing: what nobody finishes in time counts as failed
 * ({@code spring.modulith.events.staleness}) and is tried again. A listener may therefore hear the same news twice.
 */
@Service
public class Publications {

    private static final ResubmissionOptions RETRY =
            ResubmissionOptions.defaults().withBatchSize(100).withMaxInFlight(500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final JdbcClient jdbc;
    private final FailedEventPublications failed;
    private final Clock clock;

    Publications(JdbcClient jdbc, FailedEventPublications failed, Clock clock) {
        this.jdbc = jdbc;
        this.failed = failed;
        this.clock = clock;
    }

    /** How many listeners have not finished with some news yet, those that failed included. */
    public long outstanding() {
        return count("select count(*) from event_publication where completion_date is null");
    }

    /** How many listeners failed with some news and will be tried again. */
    public long failed() {
        return count("select count(*) from event_publication where status = 'FAILED'");
    }

    /** Tries again what listeners failed with. */
    public void retryFailed() {
        failed.resubmit(RETRY);
    }

    /**
     * Waits until no listener is at work, on any node.
     *
     * @param patience how long at most, by the system's clock
     * @return whether all have finished; if not, some failed or take longer
     */
    public boolean await(Duration patience) throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        while (outstanding() > 0) {
            if (clock.instant().isAfter(end)) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
        return true;
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
