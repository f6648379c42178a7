package shop.cvm.api;

import org.jspecify.annotations.Nullable;

/** How an instance is shut down. All are the same here: it is asked to, and switched off if it does not. */
enum StopType {
    SOFT,
    HARD,
    SOFT_FIRST;

    /**
     * @param forced the older way to say {@link #HARD}
     * @throws ApiRefusal if it is none, or said both ways
     */
    static void require(@Nullable String name, @Nullable Boolean forced, String forcedName) {
        if (name != null && forced != null) {
            throw Fault.COMBINATION.refusal("StopType", forcedName);
        }
        Text.named("StopType", name, values(), SOFT);
    }
}
