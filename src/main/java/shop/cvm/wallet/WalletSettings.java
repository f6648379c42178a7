package shop.cvm.wallet;

import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the simulated wallets.
 *
 * @param secret what their notifications are signed with; if empty, a random one is made at the first start and kept in
 *     the database
 * @param notifyUrl address of the shop as the wallet reaches it, without a path, for example {@code https://shop.example};
 *     if empty, this process itself by its local port
 * @param connectTimeout longest wait for a connection to the shop
 * @param readTimeout longest wait for the shop's answer
 * @param delays how long after each failed notification the next is sent, in business time; after the last one the
 *     wallet gives up. The default is that of WeChat Pay's documentation.
 */
@Validated
@ConfigurationProperties("shop.wallet")
record WalletSettings(
        @DefaultValue("") String secret,
        @DefaultValue("") String notifyUrl,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("3s") @DurationMin(millis = 1) Duration readTimeout,

        @DefaultValue({"15s", "15s", "30s", "3m", "10m", "20m", "30m", "30m", "30m", "60m", "3h", "3h", "3h", "6h", "6h"
        })
        @NotEmpty
        List<Duration> delays) {

    WalletSettings {
        delays = List.copyOf(delays);
    }

    /** Without the secret, because settings find their way into logs. */
    @Override
    public String toString() {
        return "WalletSettings[notifyUrl=" + notifyUrl + ", connectTimeout=" + connectTimeout + ", readTimeout="
                + readTimeout + ", delays=" + delays + "]";
    }
}
