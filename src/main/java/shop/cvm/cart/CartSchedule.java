package shop.cvm.cart;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Asks again and again for what is due. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class CartSchedule {

    private final Carts carts;

    CartSchedule(Carts carts) {
        this.carts = carts;
    }

    @Scheduled(fixedDelayString = "${shop.cart.tick:1m}")
    void removeExpired() {
        carts.removeExpired();
    }
}
