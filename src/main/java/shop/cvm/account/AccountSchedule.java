package shop.cvm.account;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets attempts to sign in and permits whose time is over. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class AccountSchedule {

    private final SignInLimits limits;
    private final RequestPermits permits;

    AccountSchedule(SignInLimits limits, RequestPermits permits) {
        this.limits = limits;
        this.permits = permits;
    }

    @Scheduled(fixedDelayString = "${shop.account.tick:1m}")
    void purge() {
        limits.purge();
        permits.purge();
    }
}
