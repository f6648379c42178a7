package shop.cvm.payment;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Asks about payments whose notification never came. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class PaymentSchedule {

    private final Payments payments;

    PaymentSchedule(Payments payments) {
        this.payments = payments;
    }

    @Scheduled(fixedDelayString = "${shop.payment.tick:1s}")
    void settleDue() {
        payments.settleDue();
    }
}
