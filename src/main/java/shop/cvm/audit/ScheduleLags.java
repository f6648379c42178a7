package shop.cvm.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import shop.cvm.time.Due;
import shop.cvm.time.ShopClock;

/** How far behind the schedules are, all nodes together: what is due is in the database, whoever does it. */
@Component
class ScheduleLags {

    private final List<Due> dues;
    private final ShopClock clock;

    ScheduleLags(List<Due> dues, ShopClock clock) {
        this.dues = List.copyOf(dues);
        this.clock = clock;
    }

    List<Due> schedules() {
        return dues;
    }

    /** How long the first thing has been due that is not done; zero if nothing is due. */
    Duration lag(Due due) {
        Instant now = clock.now();
        return due.next(Instant.EPOCH)
                .filter(now::isAfter)
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }

    /** The lags of those that are further behind than this, by name. */
    Map<String, Duration> beyond(Duration limit) {
        Map<String, Duration> late = new TreeMap<>();
        for (Due due : dues) {
            Duration lag = lag(due);
            if (lag.compareTo(limit) > 0) {
                late.put(due.name(), lag);
            }
        }
        return late;
    }
}
