package shop.cvm.wallet;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import shop.cvm.payment.WalletKind;

/** What shop and wallet both know: from the settings, else made by the first node that needs it and kept. */
@Component
class SharedSecret {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final SingletonSupplier<String> secret;

    SharedSecret(WalletSettings settings, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.secret = SingletonSupplier.of(() -> settings.secret().isEmpty() ? kept() : settings.secret());
    }

    /** Every wallet has another one, made from the one that is kept: what one wallet signs says nothing for another. */
    String of(WalletKind wallet) {
        return wallet + ":" + secret.obtain();
    }

    /** Of two nodes that start at once, both use what the first has written. */
    private String kept() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        jdbc.sql("insert into wallet_secret (id, secret) values (1, ?) on conflict do nothing")
                .param(HexFormat.of().formatHex(random))
                .update();
        return jdbc.sql("select secret from wallet_secret").query(String.class).single();
    }
}
