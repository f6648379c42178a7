package shop.cvm.instance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Rows about machines that mean nothing any more, by the system's clock. */
@Component
class InstanceLeftovers {

    /** A lease lasts for seconds, and clocks of nodes may differ by minutes. */
    private static final Duration LEASES = Duration.ofHours(1);

    /** Who sends a form again has done so by then. */
    private static final Duration FORMS = Duration.ofDays(2);

    private final Leases leases;
    private final Findings findings;
    private final InstanceForms forms;
    private final Duration strangers;
    private final Clock clock;

    InstanceLeftovers(Leases leases, Findings findings, InstanceForms forms, InstanceSettings settings, Clock clock) {
        this.leases = leases;
        this.findings = findings;
        this.forms = forms;
        this.strangers = settings.forgetStrangers();
        this.clock = clock;
    }

    /** @return how many are gone */
    int purge() {
        Instant now = clock.instant();
        return leases.purge(now.minus(LEASES)) + findings.purge(now.minus(strangers)) + forms.purge(now.minus(FORMS));
    }
}
