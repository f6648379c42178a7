package shop.cvm.audit;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Checks everything again and again, for the first time at the start. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class AuditSchedule {

    private final Audit audit;

    AuditSchedule(Audit audit) {
        this.audit = audit;
    }

    @Scheduled(fixedDelayString = "${shop.audit.every:5m}")
    void run() {
        audit.run();
    }
}
