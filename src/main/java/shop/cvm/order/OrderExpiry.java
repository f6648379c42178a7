package shop.cvm.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.time.Due;
import shop.cvm.time.DueTimes;

/** Unpaid orders that end. */
@Configuration(proxyBeanMethods = false)
class OrderExpiry {

    @Bean
    Due unpaidOrders(DueTimes times, Orders orders) {
        return times.due(
                "order-expiry",
                70,
                orders::expireDue,
                "select min(pay_until) from orders where state = 'UNPAID' and pay_until > ?");
    }
}
