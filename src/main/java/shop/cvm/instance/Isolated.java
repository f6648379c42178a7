package shop.cvm.instance;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is held back from an owner who owes money.
 *
 * @param shutDown hourly machines that ran until they were shut down for it
 * @param down hourly machines that their owner had shut down before
 * @param cutOff machines paid in advance whose public network is cut off
 * @param complete whether that is all; if not, some are still being made
 */
public record Isolated(List<InstanceId> shutDown, List<InstanceId> down, List<InstanceId> cutOff, boolean complete) {

    public Isolated {
        shutDown = List.copyOf(shutDown);
        down = List.copyOf(down);
        cutOff = List.copyOf(cutOff);
    }

    static Isolated of(List<Instance> machines, boolean complete) {
        Predicate<Instance> prepaid = machine -> machine.configuration().isPrepaid();
        Predicate<Instance> shutDown = Instance::isShutDownForArrears;
        return new Isolated(
                Instance.ids(machines, shutDown),
                Instance.ids(machines, shutDown.or(prepaid).negate()),
                Instance.ids(machines, prepaid),
                complete);
    }

    /** All of them. */
    public List<InstanceId> ids() {
        return Stream.of(shutDown, down, cutOff).flatMap(List::stream).toList();
    }

    /** Whether machines are among them that will be reclaimed. */
    public boolean isAnyHourly() {
        return !shutDown.isEmpty() || !down.isEmpty();
    }
}
