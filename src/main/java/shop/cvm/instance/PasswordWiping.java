package shop.cvm.instance;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.time.Due;
import shop.cvm.time.DueTimes;

/** Initial passwords that nobody has looked at in time. */
@Configuration(proxyBeanMethods = false)
class PasswordWiping {

    @Bean
    Due unseenPasswords(DueTimes times, Delivery delivery) {
        return times.due(
                "password-wiping",
                82,
                delivery::forgetPasswords,
                "select min(login_secret_until) from instances where login_secret_until > ? and state <> 'PENDING'");
    }
}
