package shop.cvm.account;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets attempts to sign in, and private halves of key pairs, whose time is over. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class AccountSchedule {

    private final SignInLimits limits;
    private final KeyPairs keyPairs;

    AccountSchedule(SignInLimits limits, KeyPairs keyPairs) {
        this.limits = limits;
        this.keyPairs = keyPairs;
    }

    @Scheduled(fixedDelayString = "${shop.account.tick:1m}")
    void purge() {
        limits.purge();
    }

    @Scheduled(fixedDelayString = "${shop.account.tick:1m}")
    void forgetHalves() {
        keyPairs.forgetHalves();
    }
}
