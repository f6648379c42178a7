package shop.cvm.api;

import shop.cvm.instance.Instance;
import shop.cvm.instance.Isolation;

/**
 * What was done last with an instance, as far as its state tells.
 *
 * @param name of the action
 * @param state how far it is
 */
record LatestOperation(String name, State state) {

    /** The names are those of the API. */
    enum State {
        OPERATING,
        SUCCESS,
        FAILED
    }

    static LatestOperation of(Instance instance) {
        if (instance.isGettingPassword()) {
            return new LatestOperation("ResetInstancesPassword", State.OPERATING);
        }
        if (instance.isGettingKeyPair()) {
            return new LatestOperation("AssociateInstancesKeyPairs", State.OPERATING);
        }
        if (instance.isReshaping()) {
            return new LatestOperation("ResetInstancesType", State.OPERATING);
        }
        return new LatestOperation(name(instance), state(instance));
    }

    private static String name(Instance instance) {
        return switch (instance.state()) {
            case PENDING, RUNNING, LAUNCH_FAILED -> "RunInstances";
            case STOPPING, STOPPED -> "StopInstances";
            case STARTING -> "StartInstances";
            case REBOOTING -> "RebootInstances";
            case SHUTDOWN -> instance.isolation() == Isolation.MANMADE ? "TerminateInstances" : "IsolateInstances";
            case TERMINATING, TERMINATED -> "TerminateInstances";
        };
    }

    private static State state(Instance instance) {
        return switch (instance.state()) {
            case PENDING, STOPPING, STARTING, REBOOTING, TERMINATING -> State.OPERATING;
            case LAUNCH_FAILED -> State.FAILED;
            case RUNNING, STOPPED, SHUTDOWN, TERMINATED -> State.SUCCESS;
        };
    }
}
