package shop.cvm.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpFaultTests {

    @ParameterizedTest
    @ValueSource(strings = {"a@b.cn", "first.last+tag@mail.example.com", " Padded@Example.com ", "root@localhost"})
    void whatABrowserTakesForAnAddressIsOne(String email) {
        assertThat(SignUpFault.of(email, "long enough")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "@", "a@", "@b.cn", "a b@c.cn", "a@b..cn", "a@-b.cn", "a@b.cn,c@d.cn", "a\0@b.cn", "a@b\n.cn"
            })
    void everythingElseIsNot(String email) {
        assertThat(SignUpFault.of(email, "long enough")).containsExactly(SignUpFault.EMAIL_FORM);
    }

    @Test
    void anAddressHasAtMost254Characters() {
        String domain = "@" + "d".repeat(60) + ".example.com";
        assertThat(EmailAddress.parse("a".repeat(254 - domain.length()) + domain))
                .isPresent();
        assertThat(EmailAddress.parse("a".repeat(255 - domain.length()) + domain))
                .isEmpty();
    }

    @Test
    void aPasswordHasAtLeastEightCharactersHoweverTheyAreEncoded() {
        assertThat(SignUpFault.of("a@b.cn", "1234567")).containsExactly(SignUpFault.PASSWORD_TOO_SHORT);
        assertThat(SignUpFault.of("a@b.cn", "💥💥💥💥💥💥💥")).containsExactly(SignUpFault.PASSWORD_TOO_SHORT);
        assertThat(SignUpFault.of("a@b.cn", "12345678")).isEmpty();
        assertThat(SignUpFault.of("a@b.cn", "        ")).isEmpty();
    }

    @Test
    void aPasswordHasAtMostTheBytesThatItsHashSees() {
        assertThat(SignUpFault.of("a@b.cn", "x".repeat(72))).isEmpty();
        assertThat(SignUpFault.of("a@b.cn", "x".repeat(73))).containsExactly(SignUpFault.PASSWORD_TOO_LONG);
        assertThat(SignUpFault.of("a@b.cn", "密".repeat(25))).containsExactly(SignUpFault.PASSWORD_TOO_LONG);
    }

    @Test
    void anAccountIdHasTwelveDigits() {
        assertThat(AccountId.next().accountId()).matches("[0-9]{12}");
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountId("12345678901"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountId("12345678901x"));
    }

    @Test
    void aSessionHoldsLittleOfItsOwnerAndNoPassword() throws IOException {
        Account account = new Account(
                AccountId.next(), EmailAddress.parse("a@b.cn").orElseThrow(), "{noop}secret", Instant.EPOCH);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        new ObjectOutputStream(bytes).writeObject(SignedIn.unproved(account, true));

        assertThat(bytes.size()).isLessThan(400);
        assertThat(bytes.toString()).doesNotContain("secret");
    }
}
