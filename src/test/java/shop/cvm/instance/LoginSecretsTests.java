package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.cvm.secret.SecretSettings;
import shop.cvm.secret.Secrets;

class LoginSecretsTests {

    private static final String KEY = "a key of at least thirty-two characters";

    @TempDir
    private Path data;

    @Test
    void aSecretIsReadableWithItsKeyOnly() {
        String secret = secrets(KEY).encrypt("Abcd1234!");

        assertThat(secrets(KEY).decrypt(secret)).isEqualTo("Abcd1234!");
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> secrets("another " + KEY).decrypt(secret));
    }

    @Test
    void equalPasswordsLookDifferentEncryptedAndEqualDigested() {
        LoginSecrets secrets = secrets(KEY);

        assertThat(secrets.encrypt("Abcd1234!")).isNotEqualTo(secrets.encrypt("Abcd1234!"));
        assertThat(secrets.digest("Abcd1234!"))
                .isEqualTo(secrets.digest("Abcd1234!"))
                .isNotEqualTo(secrets.digest("Abcd1234?"));
    }

    @Test
    void aSecretThatWasChangedIsNotRead() {
        String secret = secrets(KEY).encrypt("Abcd1234!");
        String changed = (secret.startsWith("A") ? "B" : "A") + secret.substring(1);

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> secrets(KEY).decrypt(changed));
    }

    @Test
    void withoutASettingTheShopMakesAKeyOnceAndKeepsItForItself() throws Exception {
        String secret = secrets(null).encrypt("Abcd1234!");

        assertThat(secrets(null).decrypt(secret)).isEqualTo("Abcd1234!");
        Path file = data.resolve("kept/secret.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(data.resolve("kept")).isDirectoryContaining(only -> only.equals(file));
    }

    private LoginSecrets secrets(String key) {
        return new LoginSecrets(new Secrets(new SecretSettings(key, data.resolve("kept"))));
    }
}
