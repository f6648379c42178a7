package shop.cvm.secret;

import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the key comes from that passwords of machines and secrets of API keys are encrypted with.
 *
 * @param secretKey any secret text of 32 characters or more, the same on all nodes; without it a shop with the embedded
 *     database makes a key once and keeps it in the file {@code secret.key} of its data directory
 * @param data the shop's data directory
 */
@Validated
@ConfigurationProperties("shop")
public record SecretSettings(
        @Nullable @Size(min = 32) String secretKey,
        @DefaultValue("./data") Path data) {

    public SecretSettings {
        secretKey = secretKey == null || secretKey.isBlank() ? null : secretKey;
    }

    @Override
    public String toString() {
        return "SecretSettings[" + data + "]";
    }
}
