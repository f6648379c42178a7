package shop.cvm.billing;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import shop.cvm.time.ShopClock;

/** Asks again and again for what is due. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class BillingSchedule {

    private final Billing billing;
    private final ShopClock clock;

    BillingSchedule(Billing billing, ShopClock clock) {
        this.billing = billing;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${shop.billing.tick:1s}")
    void runDue() {
        billing.runDue(clock.now());
    }
}
