package shop.cvm.cart;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.time.Due;
import shop.cvm.time.DueTimes;

/** Carts of visitors who have not come back. */
@Configuration(proxyBeanMethods = false)
class CartExpiry {

    @Bean
    Due forgottenCarts(DueTimes times, Carts carts) {
        return times.due(
                "cart-expiry", 90, carts::removeExpired, "select min(expires_at) from carts where expires_at > ?");
    }
}
