package shop.cvm.instance;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells other modules what has become of instances: one event per batch, in the transaction that changed them. */
@Component
class InstanceNews {

    private final ApplicationEventPublisher publisher;

    InstanceNews(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
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
        publish(steps, step -> step.led(InstanceState.RUNNING), InstanceStarted::new);
        publish(steps, step -> step.led(InstanceState.LAUNCH_FAILED), LaunchFailed::new);
        publish(steps, step -> step.led(InstanceState.STOPPED), InstanceStopped::new);
        publish(steps, Step::gavePassword, ids -> new PasswordReset(ids, now));
    }

    private void publish(List<Step> steps, Predicate<Step> which, Function<List<InstanceId>, Object> event) {
        List<InstanceId> ids =
                steps.stream().filter(which).map(step -> step.instance().id()).toList();
        if (!ids.isEmpty()) {
            publisher.publishEvent(event.apply(ids));
        }
    }
}
