package shop.cvm.account;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets attempts to sign in whose time is over. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class AccountSchedule {

    private final SignInLimits limits;

    AccountSchedule(SignInLimits limits) {
        this.limits = limits;
    }

    @Scheduled(fixedDelayString = "${shop.account.tick:1m}")
    void purge() {
        limits.purge();
    }
}
