package shop.cvm.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.TerminationPlan;
import shop.cvm.instance.TerminationPlans;

/** Which instances are terminated by themselves, and when. A time that is over is none any more. */
@Component
class DescribeInstancesActionTimer
        implements Action<DescribeInstancesActionTimer.Request, DescribeInstancesActionTimer.Answer> {

    private static final String WAITING = "UNDO";

    private final Targets targets;
    private final TerminationPlans plans;

    DescribeInstancesActionTimer(Targets targets, TerminationPlans plans) {
        this.targets = targets;
        this.plans = plans;
    }

    record Request(
            List<String> actionTimerIds,
            List<String> instanceIds,
            @Nullable String timerAction,
            @Nullable String startActionTime,
            @Nullable String endActionTime,
            List<String> statusList) {}

    record Timer(String actionTimerId, String instanceId, String timerAction, String actionTime, String status) {}

    record Answer(List<Timer> actionTimers) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    /** Without a name those of all instances are told, the soonest of them. */
    @Override
    public Answer perform(Call call, Request request) {
        Instant from = time("StartActionTime", request.startActionTime(), Instant.MIN);
        Instant to = time("EndActionTime", request.endActionTime(), Instant.MAX);
        boolean other = request.timerAction() != null && !request.timerAction().equals(ActionTimers.TERMINATE);
        boolean over = !request.statusList().isEmpty() && !request.statusList().contains(WAITING);
        if (other || over) {
            return new Answer(List.of());
        }
        return new Answer(found(call, request).stream()
                .flatMap(plan -> plan.terminateAt().stream().map(at -> timer(plan, at)))
                .filter(timer -> !Instant.parse(timer.actionTime()).isBefore(from)
                        && !Instant.parse(timer.actionTime()).isAfter(to))
                .sorted(Comparator.comparing(Timer::actionTime).thenComparing(Timer::instanceId))
                .toList());
    }

    private Collection<TerminationPlan> found(Call call, Request request) {
        if (request.actionTimerIds().isEmpty() && request.instanceIds().isEmpty()) {
            return plans.timed(call.account(), call.region().id(), Targets.MOST);
        }
        if (!request.instanceIds().isEmpty() && !request.actionTimerIds().isEmpty()) {
            throw Fault.COMBINATION.refusal("ActionTimerIds", "InstanceIds");
        }
        return plans.of(targets.ids(
                        call,
                        Stream.concat(
                                        request.instanceIds().stream(),
                                        instances(request.actionTimerIds()).stream()
                                                .map(InstanceId::instanceId))
                                .toList()))
                .values();
    }

    /** @throws ApiRefusal if one of them is none */
    static List<InstanceId> instances(List<String> timers) {
        return timers.stream()
                .map(id ->
                        ActionTimers.instance(id).orElseThrow(() -> Fault.INVALID_VALUE.refusal("ActionTimerIds", id)))
                .toList();
    }

    private static Timer timer(TerminationPlan plan, Instant at) {
        return new Timer(
                ActionTimers.id(plan.instance()),
                plan.instance().instanceId(),
                ActionTimers.TERMINATE,
                Text.utc(at),
                WAITING);
    }

    private static Instant time(String field, @Nullable String text, Instant otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException other) {
            throw Fault.INVALID_VALUE.refusal(field, text);
        }
    }
}
