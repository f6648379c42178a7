package shop.cvm.billing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.time.Due;
import shop.cvm.time.DueTimes;
import shop.cvm.time.ShopClock;

/** Hours that are to be settled, and arrears that go on. */
@Configuration(proxyBeanMethods = false)
class HourlyBilling {

    @Bean
    Due hoursAndArrears(DueTimes times, Billing billing, ShopClock clock) {
        return times.due(
                "hourly-billing",
                50,
                () -> billing.runDue(clock.now()),
                "select min(due_at) from usage_accounts where due_at > ?",
                "select min(next_step_at) from arrears_cases where next_step_at > ?");
    }
}
