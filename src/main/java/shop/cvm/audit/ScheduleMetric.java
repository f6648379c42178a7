package shop.cvm.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import shop.cvm.time.Due;

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
        lags.schedules().forEach(due -> bind(due, registry));
    }

    private void bind(Due due, MeterRegistry registry) {
        TimeGauge.builder("shop.schedule.lag", () -> lags.lag(due).toMillis(), TimeUnit.MILLISECONDS)
                .tag("schedule", due.name())
                .description("How long the first thing has been due that is not done")
                .register(registry);
    }
}
