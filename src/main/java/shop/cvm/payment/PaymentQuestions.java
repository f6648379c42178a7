package shop.cvm.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.time.Due;
import shop.cvm.time.DueTimes;

/** Payments whose wallet is to be asked, and which end. */
@Configuration(proxyBeanMethods = false)
class PaymentQuestions {

    @Bean
    Due openPayments(DueTimes times, Payments payments) {
        return times.due(
                "payment-questions",
                20,
                payments::settleDue,
                "select min(next_query_at) from payments where next_query_at > ?");
    }
}
