package shop.cvm.web.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.LaunchProgress;
import shop.cvm.order.Order;
import shop.cvm.order.OrderProgress;

/**
 * A step of an order's progress.
 *
 * @param name which one
 * @param state how far it is
 * @param at when the last machine had done it; null before
 * @param machines how many machines have done it
 */
record Step(Name name, State state, @Nullable Instant at, long machines) {

    enum Name {
        PAID,
        ALLOCATING,
        CREATING,
        RUNNING,
        ADDRESS,
        FAILED,
        REFUNDED,
        RENEWED,
        CHANGED,
        CONVERTED
    }

    enum State {
        DONE,
        CURRENT,
        TODO
    }

    /**
     * The steps of an order in their sequence; the first that is not done is the current one.
     *
     * @param refundedAt when the last machine that could not be made was refunded; null if none was
     */
    static List<Step> of(OrderProgress progress, @Nullable Instant refundedAt) {
        if (!progress.order().isPurchase()) {
            return atOnce(progress.order());
        }
        return progress.machines().isHopeless() ? back(progress, refundedAt) : forth(progress);
    }

    /** The step that is going on; none when all are done. */
    static Optional<Step> current(List<Step> steps) {
        return steps.stream().filter(step -> step.state() == State.CURRENT).findFirst();
    }

    private static List<Step> forth(OrderProgress progress) {
        LaunchProgress machines = progress.machines();
        Order order = progress.order();
        List<Step> steps = new ArrayList<>();
        add(steps, Name.PAID, order.isPaid(), order.paidAt().orElse(null), 0);
        add(steps, Name.ALLOCATING, machines.isAllocated(), machines.allocatedAt(), machines.allocated());
        add(steps, Name.CREATING, machines.isRunning(), machines.runningAt(), machines.running());
        add(steps, Name.RUNNING, machines.isRunning(), machines.runningAt(), machines.running());
        add(steps, Name.ADDRESS, machines.isAddressed(), machines.addressedAt(), machines.addressed());
        return List.copyOf(steps);
    }

    /** What is ordered for machines that are there is so at once. */
    private static List<Step> atOnce(Order order) {
        List<Step> steps = new ArrayList<>();
        Instant paidAt = order.paidAt().orElse(null);
        add(steps, Name.PAID, order.isPaid(), paidAt, 0);
        add(steps, done(order), order.isPaid(), paidAt, order.count());
        return List.copyOf(steps);
    }

    private static Name done(Order order) {
        return switch (order.kind()) {
            case CHANGE -> Name.CHANGED;
            case CONVERSION -> Name.CONVERTED;
            default -> Name.RENEWED;
        };
    }

    /** None of the machines could be made. */
    private static List<Step> back(OrderProgress progress, @Nullable Instant refundedAt) {
        LaunchProgress machines = progress.machines();
        Order order = progress.order();
        List<Step> steps = new ArrayList<>();
        add(steps, Name.PAID, true, order.paidAt().orElse(null), 0);
        add(steps, Name.FAILED, machines.failed() == machines.total(), machines.failedAt(), machines.failed());
        add(steps, Name.REFUNDED, progress.toRefund() == 0, refundedAt, order.refundedCount());
        return List.copyOf(steps);
    }

    private static void add(List<Step> steps, Name name, boolean done, @Nullable Instant at, long machines) {
        boolean allDone = steps.stream().allMatch(step -> step.state() == State.DONE);
        State state = done ? State.DONE : allDone ? State.CURRENT : State.TODO;
        steps.add(new Step(name, state, done ? at : null, machines));
    }
}
