package shop.cvm.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;

/** Times at which instances are terminated, as the API names them: an instance has one at most. */
final class ActionTimers {

    static final String TERMINATE = "TerminateInstances";

    private static final String PREFIX = "at-";
    private static final String INSTANCE = "ins-";

    private ActionTimers() {}

    static String id(InstanceId instance) {
        return PREFIX + instance.instanceId().substring(INSTANCE.length());
    }

    /** Whose it is; empty if no timer can be called like that. */
    static Optional<InstanceId> instance(String id) {
        return id.startsWith(PREFIX) ? InstanceId.parse(INSTANCE + id.substring(PREFIX.length())) : Optional.empty();
    }

    /**
     * When; null if there is none.
     *
     * @throws ApiRefusal if it is no time, or something else is to happen then
     */
    static @Nullable Instant time(MachineRequest.@Nullable Timer timer) {
        if (timer == null || timer.timerAction() == null && timer.actionTime() == null) {
            return null;
        }
        Unsold.require("ActionTimer.Externals", timer.externals());
        if (!TERMINATE.equals(timer.timerAction())) {
            throw Fault.INVALID_VALUE.refusal("ActionTimer.TimerAction", String.valueOf(timer.timerAction()));
        }
        try {
            return Instant.parse(String.valueOf(timer.actionTime()));
        } catch (DateTimeParseException other) {
            throw Fault.ACTION_TIME.refusal();
        }
    }
}
