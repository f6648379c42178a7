package shop.cvm.account;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets attempts to sign in, permits, and private halves of key pairs, whose time is over. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class AccountSchedule {

    private final SignInLimits limits;
    private final RequestPermits permits;
    private final KeyPairs keyPairs;

    AccountSchedule(SignInLimits limits, RequestPermits permits, KeyPairs keyPairs) {
        this.limits = limits;
        this.permits = permits;
        this.keyPairs = keyPairs;
    }

    @Scheduled(fixedDelayString = "${shop.account.tick:1m}")
    void purge() {
        limits.purge();
        permits.purge();
    }

    @Scheduled(fixedDelayString = "${shop.account.tick:1m}")
    void forgetHalves() {
        keyPairs.forgetHalves();
    }
}
