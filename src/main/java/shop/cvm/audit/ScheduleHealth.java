package shop.cvm.audit;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** The part {@code schedules} of the health answer: down while something has been due for too long. */
@Component("schedulesHealthIndicator")
class ScheduleHealth extends AbstractHealthIndicator {

    private final ScheduleLags lags;
    private final ScheduleSettings settings;

    ScheduleHealth(ScheduleLags lags, ScheduleSettings settings) {
        super("What is due cannot be asked for");
        this.lags = lags;
        this.settings = settings;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, Duration> late = new TreeMap<>(lags.all());
        late.values().removeIf(lag -> lag.compareTo(settings.lateAfter()) <= 0);
        (late.isEmpty() ? health.up() : health.down()).withDetails(late);
    }
}
