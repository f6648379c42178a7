package shop.cvm.instance;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an owner who has paid has back.
 *
 * @param startable hourly machines that were shut down for arrears
 * @param down hourly machines that their owner had shut down before
 * @param joined machines paid in advance whose public network had been cut off
 * @param ranOn machines that were not held back and run
 */
public record Released(
        List<InstanceId> startable, List<InstanceId> down, List<InstanceId> joined, List<InstanceId> ranOn) {

    public Released {
        startable = List.copyOf(startable);
        down = List.copyOf(down);
        joined = List.copyOf(joined);
        ranOn = List.copyOf(ranOn);
    }

    /** @param machines as they are before they are released */
    static Released of(List<Instance> machines) {
        return new Released(
                Instance.ids(machines, Instance::isShutDownForArrears),
                Instance.ids(
                        machines,
                        machine -> machine.isolation() == Isolation.ARREAR && !machine.isShutDownForArrears()),
                Instance.ids(machines, Instance::isNetworkCut),
                Instance.ids(machines, machine -> machine.isRunning() && !machine.isHeldBackForArrears()));
    }

    /** Those that were held back. */
    public List<InstanceId> ids() {
        return Stream.of(startable, down, joined).flatMap(List::stream).toList();
    }
}
