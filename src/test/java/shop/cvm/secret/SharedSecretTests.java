package shop.cvm.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SharedSecretTests {

    private static final String POSTGRESQL = "jdbc:postgresql://db/shop";
    private static final String EMBEDDED = "jdbc:h2:file:./data/shop";

    @Test
    void aShopWithADatabaseOfItsOwnDoesNotStartWithoutASecret() {
        assertThatExceptionOfType(UnusableSecret.class)
                .isThrownBy(() -> start(POSTGRESQL, ""))
                .withMessage("A shop with a database of its own needs a secret, and shop.secret-key is not set.");
        assertThatNoException().isThrownBy(() -> start(POSTGRESQL, "a secret that nobody else has or knows"));
        assertThatNoException().isThrownBy(() -> start(EMBEDDED, ""));
    }

    /** A fault of binding would name the value. */
    @Test
    void aSecretThatIsTooShortIsRefusedWithoutNamingIt() {
        assertThatExceptionOfType(UnusableSecret.class)
                .isThrownBy(() -> start(POSTGRESQL, "too short"))
                .withMessage("The secret of shop.secret-key has fewer than 32 characters.");
    }

    @Test
    void noShopStartsWithTheSecretOfAnExample() {
        assertThatExceptionOfType(UnusableSecret.class)
                .isThrownBy(() -> start(EMBEDDED, "Change-me: any text of 32 characters or more"))
                .withMessageContaining("example");
    }

    @Test
    void whoeverStartsItIsToldWhatToDo() {
        FailureAnalysis analysis = new UnusableSecretAnalyzer().analyze(new UnusableSecret("No secret."));

        assertThat(analysis.getDescription()).isEqualTo("No secret.");
        assertThat(analysis.getAction()).contains("openssl rand", "SHOP_SECRET_KEY");
    }

    private static void start(String database, String secret) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("spring.datasource.url", database, "shop.secret-key", secret)));
        new SharedSecret().postProcessEnvironment(environment, new SpringApplication());
    }
}
