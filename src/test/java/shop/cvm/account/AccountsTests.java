package shop.cvm.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopClock;

@ShopTest
class AccountsTests {

    /** An address for documentation, so that no other test is counted with this one. */
    private static final String FROM = "192.0.2.1";

    @Autowired
    private Accounts accounts;

    @Autowired
    private UserDetailsService signIn;

    @Autowired
    private PasswordEncoder passwords;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Invariants invariants;

    @Autowired
    private AccountSettings settings;

    @Autowired
    private OperatorSettings operatorSettings;

    @Autowired
    private ShopClock clock;

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
        invariants.hold();
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

    @Test
    void anIdentityIsVerifiedOnceByWhateverIsWellFormedAndNothingOfItIsKept() {
        AccountId account = accounts.signUp(Customers.anEmail(), "long enough").id();

        Account verified = accounts.verify(account, new IdentityClaim(" 张三 ", "11010519491231002X"));
        clock.advance(Duration.ofDays(1));
        accounts.verify(account, new IdentityClaim("Somebody Else", "ABCDEF"));

        assertThat(accounts.account(account).isVerified()).isTrue();
        assertThat(accounts.account(account).verifiedAt()).isEqualTo(verified.verifiedAt());
    }

    @Test
    void whatIsNotInTheFormOfAnIdentityVerifiesNobody() {
        AccountId account = accounts.signUp(Customers.anEmail(), "long enough").id();

        assertThatExceptionOfType(InvalidIdentity.class)
                .isThrownBy(() -> accounts.verify(account, new IdentityClaim("R2D2", "12-34")))
                .satisfies(invalid -> assertThat(invalid.faults())
                        .containsExactlyInAnyOrder(IdentityFault.NAME, IdentityFault.NUMBER));
        assertThat(new IdentityClaim(" ", "123456").faults()).containsExactly(IdentityFault.NAME);
        assertThat(new IdentityClaim("x".repeat(61), "123456").faults()).containsExactly(IdentityFault.NAME);
        assertThat(new IdentityClaim("A", "123456789012345678901").faults()).containsExactly(IdentityFault.NUMBER);
        assertThat(accounts.account(account).isVerified()).isFalse();
    }

    @Test
    void theSettingSaysWhatIsSoldToVerifiedCustomersOnly() {
        assertThat(settings.needsVerification(true)).isFalse();
        assertThat(settings.needsVerification(false)).isTrue();
        assertThat(needing(VerificationNeed.NOTHING).needsVerification(false)).isFalse();
        assertThat(needing(VerificationNeed.EVERYTHING).needsVerification(true)).isTrue();
    }

    @Test
    void aPasswordIsChangedByWhoKnowsTheCurrentOneAndByTheRulesOfSigningUp() {
        Account account = accounts.signUp(Customers.anEmail(), "long enough");

        assertThatExceptionOfType(WrongPassword.class)
                .isThrownBy(() -> accounts.changePassword(account.id(), "long enuogh", "another one", FROM));
        assertThatExceptionOfType(InvalidSignUp.class)
                .isThrownBy(() -> accounts.changePassword(account.id(), "long enough", "short", FROM));
        assertThat(matches("long enough", account)).isTrue();

        accounts.changePassword(account.id(), "long enough", "another one", FROM);

        assertThat(matches("another one", account)).isTrue();
        assertThat(matches("long enough", account)).isFalse();
    }

    @Test
    void theCurrentPasswordIsNotGuessedForever() {
        Account account = accounts.signUp(Customers.anEmail(), "long enough");
        for (int guess = 0; guess < settings.signIn().perAccount(); guess++) {
            assertThatExceptionOfType(WrongPassword.class)
                    .isThrownBy(() -> accounts.changePassword(account.id(), "wrong", "another one", FROM));
        }

        assertThatExceptionOfType(TooManySignIns.class)
                .isThrownBy(() -> accounts.changePassword(account.id(), "long enough", "another one", FROM));
    }

    @Test
    void anAssignedPasswordReplacesWhateverSomebodyChoseAndSaysSoOnce() {
        String email = Customers.anEmail();

        assertThat(accounts.assign(email, "by the settings")).isFalse();
        assertThat(accounts.assign(email.toUpperCase(Locale.ROOT), "by the settings"))
                .isFalse();
        Account account = accounts.openedOrFound(email, "whatever it is");
        accounts.changePassword(account.id(), "by the settings", "by its owner", FROM);
        assertThat(accounts.assign(email, "by the settings")).isTrue();
        assertThat(matches("by the settings", account)).isTrue();
    }

    @Test
    void nodesThatStartTogetherAssignOneAccount() {
        String email = Customers.anEmail();

        List<Outcome<Boolean>> outcomes = Races.run(4, number -> () -> accounts.assign(email, "by the settings"));

        assertThat(outcomes).allMatch(Outcome::succeeded);
    }

    @Test
    void onlyWhoSignedInWithTheOperatorsPasswordIsTheOperatorAndOnlyAsLongAsTheSettingsSaySo() {
        OperatorSettings nobody = new OperatorSettings("", "");
        SignedIn operator = (SignedIn) signIn.loadUserByUsername(Customers.OPERATOR);

        assertThat(operatorSettings.isOperator(operator)).isTrue();
        assertThat(operator.getAuthorities()).extracting("authority").contains("ROLE_OPERATOR");
        assertThat(nobody.isOperator(operator)).isFalse();
        SignedIn signedUpBefore = SignedIn.as(accounts.account(operator.account()));
        assertThat(operatorSettings.isOperator(signedUpBefore)).isFalse();
        assertThat(signedUpBefore.getAuthorities()).extracting("authority").doesNotContain("ROLE_OPERATOR");
    }

    @Test
    void halfAnOperatorIsRefusedByNameAndWithoutThePassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OperatorSettings("", "long enough"))
                .withMessageContaining("shop.operator.email");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OperatorSettings("a@b.cn", "secret!"))
                .withMessageContaining("PASSWORD_TOO_SHORT")
                .withMessageNotContaining("secret!");
        assertThat(new OperatorSettings("a@b.cn", "long enough")).asString().doesNotContain("long enough");
    }

    private boolean matches(String password, Account account) {
        return passwords.matches(password, accounts.account(account.id()).passwordHash());
    }

    private AccountSettings needing(VerificationNeed need) {
        return new AccountSettings(need, settings.signIn());
    }
}
