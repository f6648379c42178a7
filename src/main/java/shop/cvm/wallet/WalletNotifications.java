package shop.cvm.wallet;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.time.Due;
import shop.cvm.time.DueTimes;

/** Notifications that a wallet still has to send. */
@Configuration(proxyBeanMethods = false)
class WalletNotifications {

    @Bean
    Due unsentNotifications(DueTimes times, WalletHouse house) {
        return times.due(
                "wallet-notifications",
                10,
                house::notifyDue,
                "select min(next_notification_at) from wallet_payments where next_notification_at > ?");
    }
}
