package shop.cvm.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/**
 * Somebody outside the shop, as this node has seen them last when its work had a question for them. Nobody is asked only
 * to learn how they are.
 */
public final class Contact {

    private final ContactSettings settings;
    private final Clock clock;
    private @Nullable Instant answeredAt;
    private @Nullable Instant silentSince;
    private @Nullable Instant silentAt;
    private String reason = "";

    Contact(ContactSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** They have answered just now, be it to refuse something. */
    public synchronized void answered() {
        answeredAt = clock.instant();
        silentSince = null;
        silentAt = null;
        reason = "";
    }

    /** @param why there was no answer, for the operator's eyes */
    public synchronized void silent(String why) {
        Instant now = clock.instant();
        if (silentSince == null || isForgotten(silentAt)) {
            silentSince = now;
        }
        silentAt = now;
        reason = why;
    }

    /** From the first question without an answer to the last one; zero if there was an answer since, or no second one. */
    public synchronized Duration silence() {
        return silentSince == null || silentAt == null || isForgotten(silentAt)
                ? Duration.ZERO
                : Duration.between(silentSince, silentAt);
    }

    /** Down if they were asked in vain for too long; unknown if nobody has asked lately, or for the first time just now. */
    public synchronized Health health() {
        Health.Builder health = new Health.Builder();
        if (silence().compareTo(settings.silentAfter()) >= 0) {
            health.down();
        } else if (isForgotten(answeredAt)) {
            health.unknown();
        } else {
            health.up();
        }
        return withDetails(health).build();
    }

    private Health.Builder withDetails(Health.Builder health) {
        if (answeredAt != null) {
            health.withDetail("answeredAt", answeredAt);
        }
        if (silentSince != null && silentAt != null) {
            health.withDetail("silentSince", silentSince)
                    .withDetail("askedAt", silentAt)
                    .withDetail("reason", reason);
        }
        return health;
    }

    private boolean isForgotten(@Nullable Instant seen) {
        return seen == null || seen.plus(settings.remember()).isBefore(clock.instant());
    }
}
