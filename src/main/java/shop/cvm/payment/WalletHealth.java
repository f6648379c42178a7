package shop.cvm.payment;

import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** The part {@code wallets} of the health answer: down while one of them is asked in vain. */
@Component("walletsHealthIndicator")
class WalletHealth implements HealthIndicator {

    private final Gateways gateways;

    WalletHealth(Gateways gateways) {
        this.gateways = gateways;
    }

    @Override
    public Health health() {
        Health.Builder all = new Health.Builder().unknown();
        for (WalletKind wallet : gateways.wallets()) {
            Health one = gateways.contact(wallet).health();
            all.withDetail(wallet.name().toLowerCase(Locale.ROOT), one);
            all.status(worse(all.build().getStatus(), one.getStatus()));
        }
        return all.build();
    }

    private static Status worse(Status before, Status other) {
        return before.equals(Status.DOWN) || other.equals(Status.UNKNOWN) ? before : other;
    }
}
