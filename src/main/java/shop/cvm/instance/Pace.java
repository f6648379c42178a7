package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a machine is looked at next, and what came of the last look. */
@Embeddable
class Pace {

    /** How soon the same machine is looked at again at the earliest, so that a hasty provisioner cannot keep us busy. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private @Nullable Instant nextStepAt;
    private int attempt;

    @Enumerated(EnumType.STRING)
    private ProvisionerFault.@Nullable Kind lastFault;

    @SuppressWarnings("NullAway.Init")
    protected Pace() {}

    Pace(Instant firstStepAt) {
        this.nextStepAt = firstStepAt;
    }

    @Nullable
    Instant nextStepAt() {
        return nextStepAt;
    }

    int attempt() {
        return attempt;
    }

    /** What keeps it from getting on since the last look; null if nothing does. */
    ProvisionerFault.@Nullable Kind lastFault() {
        return lastFault;
    }

    /** Whether it was looked at in vain since the last start. */
    boolean wasTried() {
        return attempt > 0 || lastFault != null;
    }

    /** There is an answer, or this fault. */
    void answered(ProvisionerFault.@Nullable Kind fault) {
        lastFault = fault;
    }

    /** Counts failures from the beginning. */
    void startAnew() {
        attempt = 0;
    }

    /** Nothing more to do. */
    void rest() {
        nextStepAt = null;
    }

    /** At once. */
    void hurry(Instant now) {
        nextStepAt = now;
    }

    /**
     * At the time that the provisioner advises; if it has no advice, in 1, 2, 4 … seconds, at most a minute.
     *
     * @param latest not after this, as long as it is still to come; null for no such time
     */
    void lookAgain(@Nullable Instant advised, Instant now, @Nullable Instant latest) {
        Instant next = next(advised, now);
        nextStepAt = latest != null && now.isBefore(latest) && latest.isBefore(next) ? latest : next;
    }

    private Instant next(@Nullable Instant advised, Instant now) {
        if (advised == null) {
            Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempt, 6));
            attempt++;
            return now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
        Instant earliest = now.plus(SHORTEST_PAUSE);
        return advised.isBefore(earliest) ? earliest : advised;
    }
}
