package shop.cvm.wallet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import org.springframework.beans.factory.BeanFactory;
import shop.cvm.payment.Notification;
import shop.cvm.payment.Payment;
import shop.cvm.payment.WalletKind;

/** Sends notifications to the shop over HTTP, as a wallet does and as somebody does who would like to be one. */
public final class NotificationSender {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final Signature signature;
    private final Clock clock;

    NotificationSender(int port, Signature signature, Clock clock) {
        this.port = port;
        this.signature = signature;
        this.clock = clock;
    }

    /** @param beans those of the shop that hears at this port */
    public static NotificationSender to(int port, BeanFactory beans) {
        return new NotificationSender(port, beans.getBean(Signature.class), beans.getBean(Clock.class));
    }

    /** Like this its own wallet sends it. */
    public Notification genuine(Payment payment) {
        return signed(payment.wallet(), body(payment));
    }

    /** Signed now, with the secret of this wallet. */
    Notification signed(WalletKind wallet, String body) {
        return signed(wallet, clock.instant(), body);
    }

    /** Signed at some time, with the secret of this wallet. */
    Notification signed(WalletKind wallet, Instant at, String body) {
        String timestamp = Long.toString(at.getEpochSecond());
        return new Notification(timestamp, "nonce", signature.of(wallet, timestamp, "nonce", body), body);
    }

    static String body(Payment payment) {
        return "{\"payment\":\"%s\"}".formatted(payment.number());
    }

    /** @return the status of the shop's answer */
    public int send(WalletKind wallet, Notification notification) {
        return send(Notification.path(wallet), notification);
    }

    /** @return the status of the shop's answer */
    int send(String path, Notification notification) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header(Notification.TIMESTAMP_HEADER, notification.timestamp())
                .header(Notification.NONCE_HEADER, notification.nonce())
                .header(Notification.SIGNATURE_HEADER, notification.signature())
                .POST(BodyPublishers.ofString(notification.body()))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
