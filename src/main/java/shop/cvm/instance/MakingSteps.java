package shop.cvm.instance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provisioner's answers mean for a machine that is being made: it comes to run, or is given up and destroyed
 * until that is confirmed. Given up, it never comes to run.
 */
class MakingSteps {

    private final Instance instance;
    private final Making making;
    private final Pace pace;
    private final Instant now;
    private final Duration refundWithin;

    /** @param refundWithin how long a machine given up may take to be destroyed before its money goes back anyway */
    MakingSteps(Instance instance, Instant now, Duration refundWithin) {
        this.instance = instance;
        this.making = instance.making();
        this.pace = instance.pace();
        this.now = now;
        this.refundWithin = refundWithin;
    }

    Question question() {
        if (making.isGivenUp()) {
            return Question.DESTROY;
        }
        boolean isOver = instance.isRunning() || (making.isOverdue(now) && wasAsked());
        return isOver ? Question.OBSERVE : Question.ENSURE;
    }

    /** @param before what kept it from getting on until this answer */
    void observed(Observation seen, ProvisionerFault.@Nullable Kind before, boolean isFirst) {
        if (making.isGivenUp()) {
            vanishing(seen.phase() == Phase.ABSENT, seen.nextLook());
            return;
        }
        switch (seen.phase()) {
            case BUILDING -> allocated();
            case RUNNING -> running(seen);
            default -> {}
        }
        if (instance.isPending() && seen.phase() == Phase.FAILED) {
            giveUp(LaunchFailure.IMPOSSIBLE);
        } else if (instance.isPending() && making.isOverdue(now) && !isFirst) {
            giveUp(LaunchFailure.atDeadline(before));
        } else if (instance.isAddressed()) {
            pace.rest();
        } else {
            lookAgain(seen.nextLook());
        }
    }

    void failed(ProvisionerFault.Kind fault, @Nullable Instant advised, boolean isFirst) {
        boolean isPending = instance.isPending();
        if (fault == ProvisionerFault.Kind.CONFLICT && (isPending || making.isGivenUp())) {
            conflicted();
        } else if (making.isGivenUp()) {
            vanishing(false, advised);
        } else if (isPending && fault == ProvisionerFault.Kind.PERMANENT) {
            giveUp(LaunchFailure.IMPOSSIBLE);
        } else if (isPending && making.isOverdue(now) && !isFirst) {
            giveUp(LaunchFailure.atDeadline(fault));
        } else {
            lookAgain(advised);
        }
    }

    boolean wasAsked() {
        return making.allocatedAt() != null || pace.wasTried();
    }

    private void lookAgain(@Nullable Instant advised) {
        pace.lookAgain(advised, now, instance.isPending() ? making.until() : null);
    }

    private void giveUp(LaunchFailure reason) {
        making.giveUp(reason, now, refundWithin);
        pace.startAnew();
        pace.hurry(now);
    }

    /** Nothing of ours is there, and what is there stays untouched. */
    private void conflicted() {
        if (making.isGivenUp()) {
            making.conflicted();
        } else {
            giveUp(LaunchFailure.CONFLICT);
        }
        vanishing(true, null);
    }

    /** Its money goes back when nothing is left of it, or when that takes too long to find out. */
    private void vanishing(boolean confirmed, @Nullable Instant advised) {
        if (instance.isPending() && (confirmed || making.isRefundDue(now))) {
            instance.launchFailed(now);
        }
        if (confirmed) {
            making.vanished(now);
            pace.rest();
        } else {
            pace.lookAgain(advised, now, instance.isPending() ? making.refundBy() : null);
        }
    }

    private void allocated() {
        if (making.allocated(now)) {
            pace.startAnew();
        }
    }

    private void running(Observation seen) {
        allocated();
        if (!instance.isRunning()) {
            instance.ran(now);
            pace.startAnew();
        }
        instance.addressed(seen, now);
    }
}
