package shop.cvm.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import shop.cvm.payment.Notification;
import shop.cvm.payment.WalletKind;

/** HMAC-SHA256 over timestamp, nonce and body, a line each, with the secret that the shop shares with this wallet; in hex. */
@Component
class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private final SharedSecret secret;

    Signature(SharedSecret secret) {
        this.secret = secret;
    }

    String of(WalletKind wallet, String timestamp, String nonce, String body) {
        String signed = timestamp + "\n" + nonce + "\n" + body + "\n";
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.of(wallet).getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, missing);
        }
    }

    /** Compares in the same time wherever the difference is, so that nobody finds a signature bit by bit. */
    boolean fits(WalletKind wallet, Notification notification) {
        String expected = of(wallet, notification.timestamp(), notification.nonce(), notification.body());
        return MessageDigest.isEqual(
                expected.getBytes(UTF_8), notification.signature().getBytes(UTF_8));
    }
}
