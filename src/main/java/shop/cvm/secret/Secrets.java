package shop.cvm.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** The shop's own key, from which every purpose has a key of its own: one purpose cannot read what another one wrote. */
@Component
public class Secrets {

    private static final String HMAC = "HmacSHA256";

    private final byte[] master;

    public Secrets(SecretSettings settings) {
        String key = settings.secretKey() != null
                ? settings.secretKey()
                : SecretKeyFile.read(settings.data().resolve("secret.key"));
        this.master = key.getBytes(StandardCharsets.UTF_8);
    }

    /** @param purpose in words; another one gives another key */
    public Sealing sealing(String purpose) {
        return new Sealing(hmac(master, purpose));
    }

    /**
     * Equal for equal texts; useless to whoever reads the database but has not the key.
     *
     * @param purpose in words; another one gives other digests
     */
    public String digest(String purpose, String text) {
        return HexFormat.of().formatHex(hmac(hmac(master, purpose), text));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
