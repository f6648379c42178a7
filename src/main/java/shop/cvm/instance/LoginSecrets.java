package shop.cvm.instance;

import org.springframework.stereotype.Component;
import shop.cvm.secret.Sealing;
import shop.cvm.secret.Secrets;

/** Keeps passwords of machines unreadable until they are handed over. */
@Component
class LoginSecrets {

    private final Secrets secrets;
    private final Sealing sealing;

    LoginSecrets(Secrets secrets) {
        this.secrets = secrets;
        this.sealing = secrets.sealing("encryption of login passwords");
    }

    String encrypt(String password) {
        return sealing.encrypt(password);
    }

    /** @throws IllegalStateException if it was changed, or encrypted with another key */
    String decrypt(String secret) {
        return sealing.decrypt(secret);
    }

    /** Equal for equal passwords; useless to whoever reads the database but has not the key. */
    String digest(String password) {
        return secrets.digest("digest of login passwords", password);
    }
}
