package shop.cvm.wallet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Where the wallet reaches the shop: at the address of the settings, else at this very process. */
@Component
class ShopAddress {

    private final WalletSettings settings;
    private volatile @Nullable String local;

    ShopAddress(WalletSettings settings) {
        this.settings = settings;
    }

    /** Without a path; empty while there is none. */
    Optional<String> base() {
        return settings.notifyUrl().isEmpty() ? Optional.ofNullable(local) : Optional.of(settings.notifyUrl());
    }

    /** The port is known only now, because it may be any free one. Ports for operation have a namespace. */
    @EventListener
    public void on(WebServerInitializedEvent started) {
        if (started.getApplicationContext().getServerNamespace() == null) {
            local = "http://localhost:" + started.getWebServer().getPort();
        }
    }
}
