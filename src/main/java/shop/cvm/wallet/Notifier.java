package shop.cvm.wallet;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.payment.Notification;
import shop.cvm.payment.WalletKind;
import shop.cvm.work.OrderTrace;
import tools.jackson.databind.json.JsonMapper;

/** Tells the shop over HTTP that a payment has changed. */
@Component
class Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final RestClient http;
    private final ShopAddress shop;
    private final Signature signature;
    private final Faults faults;
    private final JsonMapper json;
    private final Clock clock;

    Notifier(
            RestClient.Builder http,
            WalletSettings settings,
            ShopAddress shop,
            Signature signature,
            Faults faults,
            JsonMapper json,
            Clock clock) {
        this.http = http.requestFactory(requests(settings)).build();
        this.shop = shop;
        this.signature = signature;
        this.faults = faults;
        this.json = json;
        this.clock = clock;
    }

    /** Whether the shop has heard: it says so by any answer of success. */
    boolean tell(WalletPayment payment) {
        return OrderTrace.get(payment.orderNumber(), () -> isHeard(payment));
    }

    private boolean isHeard(WalletPayment payment) {
        Optional<String> base = shop.base();
        try {
            base.ifPresent(address -> send(address, payment));
            return base.isPresent();
        } catch (RuntimeException unheard) {
            // An address that cannot be asked must not hold up the other notifications.
            LOG.warn("The shop did not hear of payment {}: {}", payment.number(), unheard.getMessage());
            return false;
        }
    }

    private void send(String address, WalletPayment payment) {
        if (faults.strike(Fault.WALLET_NOTIFICATION_FORGED).isPresent()) {
            forge(address, payment);
        }
        if (faults.strike(Fault.WALLET_NOTIFICATION_LOST).isPresent()) {
            return;
        }
        Notification notification = notification(payment);
        post(address, payment.wallet(), notification);
        if (faults.strike(Fault.WALLET_NOTIFICATION_DUPLICATED).isPresent()) {
            post(address, payment.wallet(), notification);
        }
    }

    /** Like a stranger who knows the form but not the secret. */
    private void forge(String address, WalletPayment payment) {
        Notification real = notification(payment);
        String signature = new StringBuilder(real.signature()).reverse().toString();
        try {
            post(address, payment.wallet(), new Notification(real.timestamp(), real.nonce(), signature, real.body()));
        } catch (RestClientResponseException refused) {
            LOG.info(
                    "The forged notification of payment {} was answered {}", payment.number(), refused.getStatusCode());
        }
    }

    private void post(String address, WalletKind wallet, Notification notification) {
        http.post()
                .uri(address + Notification.path(wallet))
                .contentType(MediaType.APPLICATION_JSON)
                .header(Notification.TIMESTAMP_HEADER, notification.timestamp())
                .header(Notification.NONCE_HEADER, notification.nonce())
                .header(Notification.SIGNATURE_HEADER, notification.signature())
                .body(notification.body())
                .retrieve()
                .toBodilessEntity();
    }

    private Notification notification(WalletPayment payment) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString();
        String body = json.writeValueAsString(Map.of(
                SimulatedWallet.PAYMENT_FIELD,
                payment.number().number(),
                "state",
                payment.state().name()));
        return new Notification(timestamp, nonce, signature.of(payment.wallet(), timestamp, nonce, body), body);
    }

    private static JdkClientHttpRequestFactory requests(WalletSettings settings) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(settings.readTimeout());
        return requests;
    }
}
