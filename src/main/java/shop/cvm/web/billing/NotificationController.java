package shop.cvm.web.billing;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import shop.cvm.payment.ForgedNotification;
import shop.cvm.payment.NoSuchPayment;
import shop.cvm.payment.Notification;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.payment.WalletNotOffered;
import shop.cvm.payment.WalletUnavailable;

/** Where wallets send their notifications to. Success means heard; everything else makes the wallet send it again. */
@RestController
class NotificationController {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationController.class);
    private static final int LONGEST_BODY = 16 * 1024;

    private final Payments payments;

    NotificationController(Payments payments) {
        this.payments = payments;
    }

    @PostMapping("/payments/notifications/{wallet}")
    ResponseEntity<Void> notified(
            @PathVariable String wallet,
            @RequestHeader(name = Notification.TIMESTAMP_HEADER, defaultValue = "") String timestamp,
            @RequestHeader(name = Notification.NONCE_HEADER, defaultValue = "") String nonce,
            @RequestHeader(name = Notification.SIGNATURE_HEADER, defaultValue = "") String signature,
            HttpServletRequest request)
            throws IOException {
        WalletKind kind = WalletKind.ofSlug(wallet).orElse(null);
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (kind == null || body.length > LONGEST_BODY) {
            return answer(kind == null ? HttpStatus.NOT_FOUND : HttpStatus.CONTENT_TOO_LARGE);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        payments.notified(kind, new Notification(timestamp, nonce, signature, text));
        return answer(HttpStatus.NO_CONTENT);
    }

    @ExceptionHandler
    ResponseEntity<Void> forged(ForgedNotification forged) {
        LOG.warn("Notification refused: {}", forged.getMessage());
        return answer(HttpStatus.UNAUTHORIZED);
    }

    @ExceptionHandler({NoSuchPayment.class, WalletNotOffered.class})
    ResponseEntity<Void> unknown() {
        return answer(HttpStatus.NOT_FOUND);
    }

    @ExceptionHandler
    ResponseEntity<Void> later(WalletUnavailable silent) {
        LOG.warn("Notification to be sent again: {}", silent.getMessage());
        return answer(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static ResponseEntity<Void> answer(HttpStatus status) {
        return ResponseEntity.status(status).build();
    }
}
