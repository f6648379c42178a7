package shop.cvm.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalletSettingsTests {

    @Test
    void theSecretIsNotInWhatIsLoggedOfThem() {
        Duration second = Duration.ofSeconds(1);
        WalletSettings settings =
                new WalletSettings("what signs", "https://shop.example", second, second, List.of(second));

        assertThat(settings.toString()).contains("https://shop.example").doesNotContain("what signs");
    }
}
