package shop.cvm.instance;

import java.time.Instant;

/**
 * Something that was done to an instance.
 *
 * @param instance what it was done to
 * @param kind what was done, and by whom
 * @param detail what the kind says that it is; empty for nothing, at most {@link #MAX_DETAIL} characters
 * @param at when, by the shop's clock
 */
public record Act(InstanceId instance, ActKind kind, String detail, Instant at) {

    /** Longest detail, in characters; longer ones are cut. */
    public static final int MAX_DETAIL = 300;

    public Act {
        detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL - 1) + "…" : detail;
    }

    static Act of(Instance instance, ActKind kind, Instant at) {
        return new Act(instance.id(), kind, "", at);
    }

    static Act of(Instance instance, ActKind kind, String detail, Instant at) {
        return new Act(instance.id(), kind, detail, at);
    }
}
