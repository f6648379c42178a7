package shop.cvm.instance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells other modules what has become of instances: one event per batch, in the transaction that changed them. */
@Component
class InstanceNews {

    private final ApplicationEventPublisher publisher;
    private final History history;

    InstanceNews(ApplicationEventPublisher publisher, History history) {
        this.publisher = publisher;
        this.history = history;
    }

    /** An instance after a step, with how it was before. */
    record Step(Instance instance, InstanceState before, boolean awaitedPassword) {

        /** @param answer what is about to be applied to the instance */
        static Step before(Instance instance, Answer answer) {
            return new Step(instance, instance.state(), instance.isGettingPassword() && answer.seen() != null);
        }

        boolean led(InstanceState to) {
            return before != to && instance.state() == to;
        }

        boolean gavePassword() {
            return awaitedPassword && !instance.isGettingPassword();
        }
    }

    void publish(List<Step> steps, Instant now) {
        history.write(steps.stream().flatMap(step -> act(step, now).stream()).toList());
        publish(steps, step -> step.led(InstanceState.RUNNING), InstanceStarted::new);
        publish(steps, step -> step.led(InstanceState.LAUNCH_FAILED), LaunchFailed::new);
        publish(steps, step -> step.led(InstanceState.STOPPED), InstanceStopped::new);
        publish(steps, Step::gavePassword, ids -> new PasswordReset(ids, now));
    }

    /** What its owner asked for was written down when it was asked. */
    private static Optional<Act> act(Step step, Instant now) {
        Instance machine = step.instance();
        if (step.before() == InstanceState.PENDING && machine.isRunning()) {
            return Optional.of(Act.of(machine, ActKind.CREATED, now));
        }
        return step.led(InstanceState.LAUNCH_FAILED)
                ? machine.failure().map(failure -> Act.of(machine, ActKind.LAUNCH_FAILED, failure.name(), now))
                : Optional.empty();
    }

    private void publish(List<Step> steps, Predicate<Step> which, Function<List<InstanceId>, Object> event) {
        List<InstanceId> ids =
                steps.stream().filter(which).map(step -> step.instance().id()).toList();
        if (!ids.isEmpty()) {
            publisher.publishEvent(event.apply(ids));
        }
    }
}
