package shop.cvm.audit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.time.ShopClock;

/**
 * Asks every module whether what must be true of its data is true. A run reads everything, so pages, the metric and the
 * health answer show what the last run of this node found.
 */
@Service
public class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final List<InvariantCheck> checks;
    private final ShopClock clock;
    private final AtomicReference<AuditReport> latest = new AtomicReference<>();
    private volatile long checkedAt = System.nanoTime();

    Audit(List<InvariantCheck> checks, ShopClock clock) {
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /** What is true at this moment, as the running transaction sees it; is not remembered. */
    @Transactional(readOnly = true)
    public List<Invariant> invariants() {
        return checks.stream().flatMap(check -> check.check().stream()).toList();
    }

    /** Checks everything and remembers what it finds; logs what is broken. */
    @Transactional(readOnly = true)
    public AuditReport run() {
        AuditReport report = new AuditReport(clock.now(), invariants());
        latest.set(report);
        checkedAt = System.nanoTime();
        if (!report.holds()) {
            LOG.error("Broken: {}", report.broken());
        }
        return report;
    }

    /** How long ago a run of this node came to its end, or the node started. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - checkedAt);
    }

    /** What the last run found; empty until the first one. */
    public Optional<AuditReport> latest() {
        return Optional.ofNullable(latest.get());
    }
}
