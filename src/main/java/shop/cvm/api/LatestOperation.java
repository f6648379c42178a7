package shop.cvm.api;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Isolation;

/**
 * What was done last with an instance: as its history tells it, or, of what was done before that was written down, as its
 * state does.
 *
 * @param name of the action
 * @param state how far it is
 * @param requestId of the request that asked for it; null if that is not known
 */
record LatestOperation(String name, State state, @Nullable String requestId) {

    private static final String RUN = "RunInstances";
    private static final String STOP = "StopInstances";
    private static final String TERMINATE = "TerminateInstances";
    private static final String MODIFY = "ModifyInstancesAttribute";

    /** What owners do, by the actions that do it; what is done in another way goes by the action that does the same. */
    private static final Map<ActKind, String> ACTIONS = Map.ofEntries(
            Map.entry(ActKind.ORDERED, RUN),
            Map.entry(ActKind.STARTED, "StartInstances"),
            Map.entry(ActKind.STOPPED, STOP),
            Map.entry(ActKind.STOPPED_WITHOUT_CHARGE, STOP),
            Map.entry(ActKind.REBOOTED, "RebootInstances"),
            Map.entry(ActKind.RENAMED, MODIFY),
            Map.entry(ActKind.GROUPS_CHANGED, MODIFY),
            Map.entry(ActKind.PROTECTED, MODIFY),
            Map.entry(ActKind.UNPROTECTED, MODIFY),
            Map.entry(ActKind.PASSWORD_RESET, "ResetInstancesPassword"),
            Map.entry(ActKind.KEY_BOUND, "AssociateInstancesKeyPairs"),
            Map.entry(ActKind.KEY_UNBOUND, "DisassociateInstancesKeyPairs"),
            Map.entry(ActKind.REINSTALLED, "ResetInstance"),
            Map.entry(ActKind.RENEWAL_CHOSEN, "ModifyInstancesRenewFlag"),
            Map.entry(ActKind.RENEWED, "RenewInstances"),
            Map.entry(ActKind.RECOVERED, "RenewInstances"),
            Map.entry(ActKind.CONFIGURED, "ResetInstancesType"),
            Map.entry(ActKind.BANDWIDTH_LOWERED, "ResetInstancesInternetMaxBandwidth"),
            Map.entry(ActKind.CONVERTED, "ModifyInstancesChargeType"),
            Map.entry(ActKind.RETURNED, TERMINATE),
            Map.entry(ActKind.TERMINATED, TERMINATE),
            Map.entry(ActKind.TERMINATED_ON_TIME, TERMINATE),
            Map.entry(ActKind.RELEASED, TERMINATE),
            Map.entry(ActKind.RECLAIMED, TERMINATE),
            Map.entry(ActKind.EXPIRED, "IsolateInstances"),
            Map.entry(ActKind.ARREARS_STOPPED, STOP));

    /** The names are those of the API. */
    enum State {
        OPERATING,
        SUCCESS,
        FAILED
    }

    /** What counts as an operation. */
    static Set<ActKind> kinds() {
        return ACTIONS.keySet();
    }

    /** @param last what was done last to it, of these kinds; null if that is not known */
    static LatestOperation of(Instance instance, History.@Nullable LastAct last) {
        State state = state(instance);
        if (last == null) {
            return new LatestOperation(name(instance), state, null);
        }
        String name = last.action() == null ? ACTIONS.getOrDefault(last.kind(), name(instance)) : last.action();
        return new LatestOperation(name, state, last.requestId());
    }

    private static String name(Instance instance) {
        return switch (instance.state()) {
            case PENDING, RUNNING, LAUNCH_FAILED -> RUN;
            case STOPPING, STOPPED -> STOP;
            case STARTING -> "StartInstances";
            case REBOOTING -> "RebootInstances";
            case SHUTDOWN -> instance.isolation() == Isolation.MANMADE ? TERMINATE : "IsolateInstances";
            case TERMINATING, TERMINATED -> TERMINATE;
        };
    }

    private static State state(Instance instance) {
        if (instance.isGettingPassword()
                || instance.isGettingKeyPair()
                || instance.isReshaping()
                || instance.isReinstalling()) {
            return State.OPERATING;
        }
        return switch (instance.state()) {
            case PENDING, STOPPING, STARTING, REBOOTING, TERMINATING -> State.OPERATING;
            case LAUNCH_FAILED -> State.FAILED;
            case RUNNING, STOPPED, SHUTDOWN, TERMINATED -> State.SUCCESS;
        };
    }
}
