package shop.cvm.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The tests of the whole shop hash with less work than the shop does. */
class PasswordStrengthTests {

    @Test
    void thePasswordsOfTheShopAreHashedWithAThousandRounds() {
        PasswordEncoder passwords = new AccountDetails().passwordEncoder();

        String hash = passwords.encode("correct horse 8");

        assertThat(hash).startsWith("{bcrypt}$2a$10$");
        assertThat(passwords.matches("correct horse 8", hash)).isTrue();
    }
}
