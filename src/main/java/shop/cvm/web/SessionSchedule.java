package shop.cvm.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes sessions whose time is over. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class SessionSchedule {

    private final Sessions sessions;

    SessionSchedule(Sessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(fixedDelayString = "${shop.session.tick:1m}")
    void removeExpired() {
        sessions.removeExpired();
    }
}
