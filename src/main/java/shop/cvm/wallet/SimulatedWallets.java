package shop.cvm.wallet;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.fault.Faults;
import shop.cvm.payment.WalletGateway;
import shop.cvm.payment.WalletKind;
import tools.jackson.databind.json.JsonMapper;

/** The wallets of the seed's time ({@code domain.md} 7.1), one gateway each. */
@Configuration(proxyBeanMethods = false)
class SimulatedWallets {

    @Bean
    WalletGateway tenpay(WalletBook book, Signature signature, Faults faults, JsonMapper json, Clock clock) {
        return new SimulatedWallet(WalletKind.TENPAY, book, signature, faults, json, clock);
    }

    @Bean
    WalletGateway weChatPay(WalletBook book, Signature signature, Faults faults, JsonMapper json, Clock clock) {
        return new SimulatedWallet(WalletKind.WECHAT_PAY, book, signature, faults, json, clock);
    }

    @Bean
    WalletGateway qqWallet(WalletBook book, Signature signature, Faults faults, JsonMapper json, Clock clock) {
        return new SimulatedWallet(WalletKind.QQ_WALLET, book, signature, faults, json, clock);
    }
}
