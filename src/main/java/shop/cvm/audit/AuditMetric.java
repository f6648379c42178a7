package shop.cvm.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The gauges {@code shop.invariants.broken}: how many invariants the last run found broken, no number until then; and
 * {@code shop.invariants.age}: how long ago that was, in seconds, because a check that fails says nothing.
 */
@Component
class AuditMetric implements MeterBinder {

    private final Audit audit;

    AuditMetric(Audit audit) {
        this.audit = audit;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shop.invariants.broken", this::broken)
                .description("Invariants that the last check found broken")
                .register(registry);
        TimeGauge.builder("shop.invariants.age", () -> audit.age().toMillis(), TimeUnit.MILLISECONDS)
                .description("How long ago the last check came to its end")
                .register(registry);
    }

    private @Nullable Number broken() {
        return audit.latest().map(report -> report.broken().size()).orElse(null);
    }
}
