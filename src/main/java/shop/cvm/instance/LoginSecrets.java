package shop.cvm.instance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/** Keeps passwords of machines unreadable until they are handed over: AES in Galois/counter mode, a new nonce each. */
@Component
class LoginSecrets {

    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_BYTES = 16;

    private final AesBytesEncryptor cipher;
    private final byte[] digestKey;

    LoginSecrets(SecretSettings settings) {
        String master = settings.secretKey() != null
                ? settings.secretKey()
                : SecretKeyFile.read(settings.data().resolve("secret.key"));
        byte[] key = master.getBytes(StandardCharsets.UTF_8);
        this.cipher = new AesBytesEncryptor(
                new SecretKeySpec(hmac(key, "encryption of login passwords"), "AES"),
                KeyGenerators.secureRandom(NONCE_BYTES),
                CipherAlgorithm.GCM);
        this.digestKey = hmac(key, "digest of login passwords");
    }

    String encrypt(String password) {
        return Base64.getEncoder().encodeToString(cipher.encrypt(password.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws IllegalStateException if it was changed, or encrypted with another key */
    String decrypt(String secret) {
        return new String(cipher.decrypt(Base64.getDecoder().decode(secret)), StandardCharsets.UTF_8);
    }

    /** Equal for equal passwords; useless to whoever reads the database but has not the key. */
    String digest(String password) {
        return HexFormat.of().formatHex(hmac(digestKey, password));
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
