package shop.cvm.instance;

import org.jspecify.annotations.Nullable;

/** Why a machine that was paid for could not be made. */
public enum LaunchFailure {
    /** No host had room for it until its deadline. */
    NO_CAPACITY,
    /** It did not run by its deadline. */
    TOO_LATE,
    /** Whoever makes the machines says that this one cannot be made. */
    IMPOSSIBLE,
    /** Its id belongs to another machine, which is neither taken nor destroyed. */
    CONFLICT;

    /** What keeping this fault until the deadline means. */
    static LaunchFailure atDeadline(ProvisionerFault.@Nullable Kind lastFault) {
        return lastFault == ProvisionerFault.Kind.CAPACITY ? NO_CAPACITY : TOO_LATE;
    }
}
