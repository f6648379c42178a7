package shop.cvm.order;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Asks again and again for what is due. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class OrderSchedule {

    private final Orders orders;

    OrderSchedule(Orders orders) {
        this.orders = orders;
    }

    @Scheduled(fixedDelayString = "${shop.order.tick:1s}")
    void expireDue() {
        orders.expireDue();
    }
}
