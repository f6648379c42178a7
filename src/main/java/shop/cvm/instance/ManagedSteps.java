package shop.cvm.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provisioner's answers mean for a machine whose owner has decided about it since it ran for the first time:
 * it goes off, comes up, gets another shape or password, or is destroyed.
 */
class ManagedSteps {

    private final Instance instance;
    private final Errand errand;
    private final Pace pace;
    private final Instant now;

    ManagedSteps(Instance instance, Instant now) {
        this.instance = instance;
        this.errand = instance.errand();
        this.pace = instance.pace();
        this.now = now;
    }

    Question question() {
        InstanceState state = instance.state();
        if (state.isEnded()) {
            return Question.DESTROY;
        }
        if (goesOff(state)) {
            Question off = instance.stoppedMode() == StoppedMode.STOP_CHARGING ? Question.SHELVE : Question.POWER_OFF;
            return errand.isOverdue(now) ? Question.FORCE_OFF : off;
        }
        if (instance.isInBin()) {
            return Question.OBSERVE;
        }
        if (errand.isReshaping()) {
            return Question.RESHAPE;
        }
        if (errand.isReinstalling()) {
            return Question.REINSTALL;
        }
        if (errand.hasPassword()) {
            return Question.SET_PASSWORD;
        }
        if (errand.isBindingKey()) {
            return Question.SET_KEY_PAIR;
        }
        return state == InstanceState.STOPPED ? Question.OBSERVE : Question.POWER_ON;
    }

    private boolean goesOff(InstanceState state) {
        return switch (state) {
            case STOPPING -> true;
            case REBOOTING -> errand.startsAgain();
            case SHUTDOWN -> errand.askedAt() != null;
            default -> false;
        };
    }

    void observed(Observation seen) {
        if (instance.state().isEnded()) {
            destroyed(seen.phase() == Phase.ABSENT, seen.nextLook());
            return;
        }
        if (seen.phase() == Phase.RUNNING || seen.phase() == Phase.STOPPED) {
            instance.addressed(seen, now);
        }
        boolean gotOn = seen.phase() != Phase.ABSENT && gotOn(question(), seen.phase());
        if (gotOn) {
            pace.startAnew();
        }
        goOn(gotOn, seen.nextLook());
    }

    void failed(ProvisionerFault.Kind fault, @Nullable Instant advised) {
        if (instance.state().isEnded() && fault == ProvisionerFault.Kind.CONFLICT) {
            destroyed(true, null);
        } else if (isOfLogin(question()) && fault == ProvisionerFault.Kind.PERMANENT) {
            instance.access().forgetSecret();
            loginSettled();
            goOn(true, advised);
        } else {
            lookAgain(advised);
        }
    }

    /** @return whether what was asked has come about */
    private boolean gotOn(Question asked, Phase phase) {
        return switch (asked) {
            case POWER_OFF, SHELVE, FORCE_OFF -> wentOff(phase);
            case POWER_ON -> cameUp(phase);
            case RESHAPE -> reshaped(phase);
            case SET_PASSWORD, SET_KEY_PAIR -> loginSettled();
            case REINSTALL -> reinstalled(phase);
            case OBSERVE, ENSURE, DESTROY -> false;
        };
    }

    private boolean wentOff(Phase phase) {
        if (phase != Phase.STOPPED) {
            return false;
        }
        if (instance.state() == InstanceState.REBOOTING) {
            errand.wentOff();
        } else if (instance.isInBin()) {
            errand.done();
        } else {
            instance.stopped();
        }
        return true;
    }

    private boolean cameUp(Phase phase) {
        if (phase != Phase.RUNNING) {
            return false;
        }
        instance.started();
        errand.done();
        return true;
    }

    private boolean reshaped(Phase phase) {
        if (phase != Phase.RUNNING && phase != Phase.STOPPED) {
            return false;
        }
        errand.reshaped();
        return goesOn();
    }

    private boolean reinstalled(Phase phase) {
        if (phase != Phase.RUNNING && phase != Phase.STOPPED) {
            return false;
        }
        errand.reinstalled();
        instance.access().known(now);
        return goesOn();
    }

    private static boolean isOfLogin(Question asked) {
        return asked == Question.SET_PASSWORD || asked == Question.SET_KEY_PAIR;
    }

    private boolean loginSettled() {
        errand.forgetLogin();
        return goesOn();
    }

    private boolean goesOn() {
        if (instance.state() == InstanceState.STOPPED && errand.startsAgain() && !errand.isUnfinished()) {
            instance.become(InstanceState.STARTING);
            errand.wentOff();
        }
        return true;
    }

    private void goOn(boolean gotOn, @Nullable Instant advised) {
        boolean more = instance.isInBin()
                ? goesOff(instance.state())
                : instance.state().isPassing() || errand.isUnfinished();
        if (more && gotOn) {
            pace.hurry(now);
        } else if (more || !instance.isAddressed()) {
            lookAgain(advised);
        } else {
            pace.rest();
        }
    }

    private void destroyed(boolean confirmed, @Nullable Instant advised) {
        if (!confirmed) {
            lookAgain(advised);
            return;
        }
        instance.destroyed(now);
        pace.rest();
    }

    private void lookAgain(@Nullable Instant advised) {
        pace.lookAgain(advised, now, null);
    }
}
