package shop.cvm.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.time.Due;
import shop.cvm.time.ShopClock;

/**
 * How far behind the schedules are, all nodes together: what is due is in the database, whoever does it. However often
 * that is asked, the database is asked now and then.
 */
@Component
class ScheduleLags {

    private final List<Due> dues;
    private final ShopClock clock;
    private final ScheduleSettings settings;
    private @Nullable Map<String, Duration> known;
    private long knownAt;

    ScheduleLags(List<Due> dues, ShopClock clock, ScheduleSettings settings) {
        this.dues = List.copyOf(dues);
        this.clock = clock;
        this.settings = settings;
    }

    List<String> schedules() {
        return dues.stream().map(Due::name).toList();
    }

    /** How long the first thing of each schedule has been due that is not done; zero if nothing is due. */
    synchronized Map<String, Duration> all() {
        Map<String, Duration> lags = known;
        if (lags == null || System.nanoTime() - knownAt >= settings.remember().toNanos()) {
            lags = read();
            known = lags;
            knownAt = System.nanoTime();
        }
        return lags;
    }

    private Map<String, Duration> read() {
        Instant now = clock.now();
        Map<String, Duration> lags = new TreeMap<>();
        dues.forEach(due -> lags.put(due.name(), lag(due, now)));
        return lags;
    }

    private static Duration lag(Due due, Instant now) {
        return due.next(Instant.EPOCH)
                .filter(now::isAfter)
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }
}
