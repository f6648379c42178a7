package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the making of a machine is. It has a deadline; a machine given up is destroyed until that is confirmed, and
 * its money goes back when it is, or when that has taken too long.
 */
@Embeddable
class Making {

    private Instant makeUntil;
    private @Nullable Instant allocatedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable LaunchFailure failure;

    private @Nullable Instant givenUpAt;
    private @Nullable Instant refundBy;
    private @Nullable Instant failedAt;
    private @Nullable Instant absentAt;

    @SuppressWarnings("NullAway.Init")
    protected Making() {}

    Making(Instant until) {
        this.makeUntil = until;
    }

    /** From this moment on a machine that does not run is given up. */
    Instant until() {
        return makeUntil;
    }

    boolean isOverdue(Instant now) {
        return !now.isBefore(makeUntil);
    }

    @Nullable
    Instant allocatedAt() {
        return allocatedAt;
    }

    @Nullable
    LaunchFailure failure() {
        return failure;
    }

    /** Nothing makes it run any more. */
    boolean isGivenUp() {
        return givenUpAt != null;
    }

    @Nullable
    Instant givenUpAt() {
        return givenUpAt;
    }

    @Nullable
    Instant refundBy() {
        return refundBy;
    }

    @Nullable
    Instant failedAt() {
        return failedAt;
    }

    @Nullable
    Instant absentAt() {
        return absentAt;
    }

    /** Whether its money must go back now, confirmed or not. */
    boolean isRefundDue(Instant now) {
        return refundBy != null && !now.isBefore(refundBy);
    }

    /** @return whether this is news */
    boolean allocated(Instant now) {
        boolean news = allocatedAt == null;
        if (news) {
            allocatedAt = now;
        }
        return news;
    }

    void giveUp(LaunchFailure reason, Instant now, Duration refundWithin) {
        failure = reason;
        givenUpAt = now;
        refundBy = now.plus(refundWithin);
    }

    /** What stands there under its id is not ours, so there is nothing of ours to destroy. */
    void conflicted() {
        failure = LaunchFailure.CONFLICT;
    }

    void failed(Instant now) {
        failedAt = now;
    }

    /** Destroyed, as far as anybody can tell. */
    void vanished(Instant now) {
        absentAt = now;
    }

    /** It is there all the same. */
    void turnedUp() {
        absentAt = null;
    }
}
