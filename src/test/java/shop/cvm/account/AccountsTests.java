package shop.cvm.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;

@ShopTest
class AccountsTests {

    @Autowired
    private Accounts accounts;

    @Autowired
    private UserDetailsService signIn;

    @Autowired
    private PasswordEncoder passwords;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aNewAccountIsThereWithAnEmptyBalanceAndIsNotVerified() {
        String email = Customers.anEmail();

        Account opened = accounts.signUp(email, "long enough");

        Account found = accounts.account(opened.id());
        assertThat(found.email()).isEqualTo(email);
        assertThat(found.isVerified()).isFalse();
        assertThat(found.createdAt()).isNotNull();
        assertThat(ledger.balance(opened.id()).available()).isEqualTo(Cny.ZERO);
    }

    @Test
    void thePasswordIsKeptOnlyAsAnAdaptiveHash() {
        Account opened = accounts.signUp(Customers.anEmail(), " trimmed never ");

        String hash = accounts.account(opened.id()).passwordHash();
        assertThat(hash).startsWith("{bcrypt}");
        assertThat(passwords.matches(" trimmed never ", hash)).isTrue();
        assertThat(passwords.matches("trimmed never", hash)).isFalse();
    }

    @Test
    void anEmailAddressIsTakenWhateverItsCase() {
        String email = Customers.anEmail();
        accounts.signUp(email, "long enough");

        assertThatExceptionOfType(EmailTaken.class)
                .isThrownBy(() -> accounts.signUp("  " + email.toUpperCase(Locale.ROOT) + " ", "long enough"));
    }

    @Test
    void ofManySignUpsWithOneAddressAtOnceOneSucceeds() {
        String email = Customers.anEmail();

        List<Outcome<Account>> outcomes = Races.run(8, number -> () -> accounts.signUp(email, "long enough"));

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertThat(outcome.thrown()).isInstanceOf(EmailTaken.class));
        assertThat(jdbc.sql("select count(*) from accounts where email = ?")
                        .param(email)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(ledger.invariants().broken()).isEmpty();
    }

    @Test
    void everyFaultOfASignUpIsNamedAtOnce() {
        assertThatExceptionOfType(InvalidSignUp.class)
                .isThrownBy(() -> accounts.signUp("nobody", "short"))
                .satisfies(invalid -> assertThat(invalid.faults())
                        .containsExactlyInAnyOrder(SignUpFault.EMAIL_FORM, SignUpFault.PASSWORD_TOO_SHORT));
    }

    @Test
    void whoSignsInIsFoundInAnyCaseAndCarriesNoMoreThanNeeded() {
        Account opened = accounts.signUp(Customers.anEmail(), "long enough");

        SignedIn found = (SignedIn) signIn.loadUserByUsername(opened.email().toUpperCase(Locale.ROOT));

        assertThat(found.account()).isEqualTo(opened.id());
        assertThat(passwords.matches("long enough", found.getPassword())).isTrue();
        found.eraseCredentials();
        assertThat(found.getPassword()).isNull();
    }

    @Test
    void garbageInsteadOfAnEmailAddressIsNobodys() {
        for (String garbage : List.of("", "\0", "a\0b@example.com", "x".repeat(10_000), "' or 1=1 --", "💥@💥")) {
            assertThatExceptionOfType(UsernameNotFoundException.class)
                    .isThrownBy(() -> signIn.loadUserByUsername(garbage));
        }
    }

    @Test
    void anUnknownAccountIsNamed() {
        AccountId nobody = new AccountId("999999999999");

        assertThatExceptionOfType(NoSuchAccount.class)
                .isThrownBy(() -> accounts.account(nobody))
                .withMessageContaining("999999999999");
    }
}
