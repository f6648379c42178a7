package shop.cvm.sandbox;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sees to it that a push arrives, whatever becomes of the node that began it. */
@Component
@ConditionalOnProperty(name = "shop.sandbox.enabled", havingValue = "true")
@ConditionalOnBooleanProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class ClockSchedule {

    private final ClockPushes pushes;

    ClockSchedule(ClockPushes pushes) {
        this.pushes = pushes;
    }

    @Scheduled(fixedDelayString = "${shop.sandbox.tick:5s}")
    void resume() {
        pushes.resume();
    }
}
