package shop.cvm.audit;

import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The part {@code invariants} of the health answer: down while the last run found something broken. */
@Component("invariantsHealthIndicator")
class AuditHealth implements HealthIndicator {

    private final Audit audit;

    AuditHealth(Audit audit) {
        this.audit = audit;
    }

    @Override
    public Health health() {
        return audit.latest().map(AuditHealth::of).orElseGet(() -> Health.unknown()
                .build());
    }

    private static Health of(AuditReport report) {
        Health.Builder health = report.holds() ? Health.up() : Health.down();
        return health.withDetail("at", report.at())
                .withDetails(report.broken().stream().collect(Collectors.toMap(Invariant::name, Invariant::detail)))
                .build();
    }
}
