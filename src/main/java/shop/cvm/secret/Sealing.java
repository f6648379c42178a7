package shop.cvm.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.keygen.KeyGenerators;

/** Keeps texts unreadable until they are handed over: AES in Galois/counter mode, a new nonce each. */
public final class Sealing {

    private static final int NONCE_BYTES = 16;

    private final AesBytesEncryptor cipher;

    Sealing(byte[] key) {
        this.cipher = new AesBytesEncryptor(
                new SecretKeySpec(key, "AES"), KeyGenerators.secureRandom(NONCE_BYTES), CipherAlgorithm.GCM);
    }

    public String encrypt(String text) {
        return Base64.getEncoder().encodeToString(cipher.encrypt(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws IllegalStateException if it was changed, or encrypted with another key */
    public String decrypt(String sealed) {
        return new String(cipher.decrypt(Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
    }
}
