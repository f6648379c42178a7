package shop.cvm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.Accounts;
import shop.cvm.account.ApiKey;
import shop.cvm.account.ApiKeys;
import shop.cvm.ledger.Balance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopClock;

@ShopTest
class SandboxAccountTests {

    @Autowired
    private Accounts accounts;

    @Autowired
    private Ledger ledger;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ApiKeys keys;

    private final String email = Customers.anEmail();
    private final String secretId = "AKID" + UUID.randomUUID();

    @Test
    void theFirstStartOpensAVerifiedAccountWithItsBalance() {
        start("5000.00");

        Account account = accounts.openedOrFound(email, "");
        assertThat(account.isVerified()).isTrue();
        assertThat(ledger.balance(account.id())).isEqualTo(new Balance(Cny.of("5000.00"), Cny.ZERO));
        invariants.hold();
    }

    @Test
    void laterStartsAndStartsAtTheSameTimeCreditNothingMore() {
        List<Outcome<Void>> starts = Races.run(4, number -> () -> {
            start("5000.00");
            return null;
        });
        start("9000.00");

        assertThat(starts).allMatch(Outcome::succeeded);
        assertThat(keys.keys(accounts.openedOrFound(email, "").id()))
                .extracting(ApiKey::secretId)
                .containsExactly(secretId);
        assertThat(ledger.balance(accounts.openedOrFound(email, "").id()).balance())
                .isEqualTo(Cny.of("5000.00"));
    }

    @Test
    void anAccountWithoutABalanceIsFineAndNoAccountIsOpenedWithoutSettings() {
        start("0.00");
        assertThat(ledger.entries(accounts.openedOrFound(email, "").id(), 0, 1)).isEmpty();

        run(new SandboxAccountSettings("", "", BigDecimal.ZERO, "", ""));
    }

    @Test
    void settingsThatCannotMakeAnAccountAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SandboxAccountSettings("a@b.cn", "secret!", BigDecimal.ONE, "", ""))
                .withMessageContaining("shop.sandbox.account.password")
                .withMessageNotContaining("secret!");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SandboxAccountSettings(email, Customers.PASSWORD, BigDecimal.ONE, secretId, "too short"))
                .withMessageContaining("shop.sandbox.account.secret-key")
                .withMessageNotContaining("too short");
    }

    private void start(String balance) {
        run(new SandboxAccountSettings(
                email, Customers.PASSWORD, new BigDecimal(balance), secretId, "secretkeyexample"));
    }

    private void run(SandboxAccountSettings settings) {
        new SandboxAccount(settings, accounts, keys, ledger, clock, transaction).run(new DefaultApplicationArguments());
    }
}
