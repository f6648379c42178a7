package shop.cvm.audit;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The part {@code schedules} of the health answer: down while something has been due for too long. */
@Component("schedulesHealthIndicator")
class ScheduleHealth implements HealthIndicator {

    private final ScheduleLags lags;
    private final ScheduleSettings settings;

    ScheduleHealth(ScheduleLags lags, ScheduleSettings settings) {
        this.lags = lags;
        this.settings = settings;
    }

    @Override
    public Health health() {
        Map<String, Duration> late = lags.beyond(settings.lateAfter());
        return (late.isEmpty() ? Health.up() : Health.down()).withDetails(late).build();
    }
}
