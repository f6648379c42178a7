package shop.cvm.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * The gauges {@code shop.schedule.lag}, one for each schedule: how long the first thing has been due that is not done, in
 * seconds of the shop's time. That of deliveries is {@code machine-steps}, that of settlements {@code hourly-billing}.
 */
@Component
class ScheduleMetric implements MeterBinder {

    private final ScheduleLags lags;

    ScheduleMetric(ScheduleLags lags) {
        this.lags = lags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        lags.schedules().forEach(schedule -> bind(schedule, registry));
    }

    private void bind(String schedule, MeterRegistry registry) {
        TimeGauge.builder("shop.schedule.lag", () -> lag(schedule).toMillis(), TimeUnit.MILLISECONDS)
                .tag("schedule", schedule)
                .description("How long the first thing has been due that is not done")
                .register(registry);
    }

    private Duration lag(String schedule) {
        return lags.all().getOrDefault(schedule, Duration.ZERO);
    }
}
