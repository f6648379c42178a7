package shop.cvm.web.instance;

import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.TerminationPlan;
import shop.cvm.money.Cny;

/**
 * What giving up several instances comes to.
 *
 * @param instances those that can be given up now
 * @param refused those that cannot, with the reason
 */
record Terminating(List<Instance> instances, List<BulkResult> refused) {

    static Terminating of(List<Instance> selected, Map<InstanceId, TerminationPlan> plans) {
        return new Terminating(
                selected.stream()
                        .filter(one -> Refusal.ofTermination(one, plans.get(one.id())) == null)
                        .toList(),
                selected.stream()
                        .map(one -> new BulkResult(
                                one.id().instanceId(), Refusal.ofTermination(one, plans.get(one.id())), null))
                        .filter(one -> !one.isDone())
                        .toList());
    }

    /** What has to be typed to confirm that it is meant: how many there are. */
    public String confirmation() {
        return Integer.toString(instances.size());
    }

    /** Whether some of them are paid by the hour until then. */
    public boolean hasHourly() {
        return !instances.stream().allMatch(Instance::isInBin);
    }

    /** Whether some of them wait in the recycle bin. */
    public boolean hasBinned() {
        return instances.stream().anyMatch(Instance::isInBin);
    }

    /** What is not frozen any more then. */
    public Money unfrozen() {
        return instances.stream()
                .filter(one -> !one.isInBin())
                .map(one -> one.cost().unitTotal())
                .reduce(Cny.ZERO, Money::plus);
    }
}
