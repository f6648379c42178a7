package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPairs;
import shop.cvm.audit.Audit;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;

/** The pages of an account, of the operator and of the sandbox, by labels alone. */
class AccountBrowserTests extends BrowserTest {

    @Autowired
    private Customers customers;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private Faults faults;

    @Autowired
    private Audit audit;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void asItWas() {
        faults.switchAllOff();
        audit.run();
    }

    @Test
    void somebodyVerifiesTheirIdentityByOneButton() {
        verify(visitor());
    }

    @Test
    void somebodyVerifiesTheirIdentityWithoutScript() {
        verify(visitor().withoutScript());
    }

    @Test
    void somebodyChangesTheirPasswordByKeyboardAlone() {
        Account account = customers.account();
        Page page = signedIn(visitor(), account, "/account");
        page.getByText("Account", new Page.GetByTextOptions().setExact(true)).focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page).hasTitle("Security · CVM Shop");

        page.getByLabel("Current password").focus();
        page.keyboard().type(Customers.PASSWORD);
        page.keyboard().press("Tab");
        page.keyboard().type("another one, longer");
        page.keyboard().press("Tab");
        page.keyboard().type("another one, longer");
        page.keyboard().press("Enter");

        assertThat(page.locator("main [role=status]")).containsText("The password is changed");
        axe(page);
        screenshot(page, "security-changed");
    }

    /** Only the second answer is seen. */
    @Test
    void aKeyPairWhoseFormIsSentTwiceWithoutScriptShowsItsPrivateHalf() {
        Account account = customers.account();
        Page page = signedIn(visitor().withoutScript(), account, "/account/key-pairs");
        page.getByLabel("Name").fill("laptop");
        button(page, "Add key pair").dblclick();

        assertThat(page.locator("#private-key")).containsText("BEGIN PRIVATE KEY");
        assertThat(keyPairs.keyPairs(account.id())).hasSize(1);
    }

    @Test
    void somebodySwitchesAFaultOnAndAllOff() {
        Page page = open("/");
        page.getByRole(AriaRole.LINK, named("Sandbox")).click();
        Locator late = page.locator("article").filter(new Locator.FilterOptions().setHasText("Machine late"));
        late.getByLabel("Times").fill("1");
        late.getByLabel("Delay").fill("soon");
        late.getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Enter a duration");
        axe(page);
        screenshot(page, "sandbox-wrong");

        late.getByLabel("Delay").fill("20m");
        late.getByRole(AriaRole.BUTTON).click();
        assertThat(late).containsText("once more · PT20M");
        page.navigate("/sandbox"); // from its top: the header covers what it was scrolled to
        axe(page);

        page.getByRole(AriaRole.BUTTON, named("Switch all off")).click();
        assertThat(page.getByText("once more")).isHidden();
    }

    @Test
    void theOperatorSeesWhatIsBroken() {
        AccountId account = customers.with("1.00");
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update balances set line_count = 2 where account_id = ?")
                    .param(account.accountId())
                    .update();
            audit.run();
            status.setRollbackOnly();
        });
        Page page = signedIn(visitor(), Customers.OPERATOR);
        page.navigate("/operator/invariants");
        assertThat(page.locator("main [role=status]")).containsText("are broken");
        look(page, "invariants-broken");

        page.getByRole(AriaRole.BUTTON, named("Check now")).click();
        assertThat(page.locator("main [role=status]")).containsText("invariants hold");
    }

    @Test
    void everyPageCanBeReadByAllInBothLanguagesAndColours() {
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        faults.switchOn(Fault.PROVISIONER_LATE, 3, Duration.ofMinutes(20));
        looks().forEach((name, visitor) -> look(visitor, name));
    }

    private void look(Visitor visitor, String name) {
        Page page = signedIn(visitor, customers.unverified(), "/account");
        look(page, "profile-unverified-" + name);
        page.locator("main form button").click();
        look(page, "profile-" + name);
        page.navigate("/account/security");
        look(page, "security-" + name);
        page.navigate("/account/api-keys");
        page.locator("main form[action='/account/api-keys'] button").click();
        look(page, "api-keys-" + name);
        page.navigate("/sandbox");
        look(page, "sandbox-" + name);
        Page operator = signedIn(visitor, Customers.OPERATOR);
        operator.navigate("/operator/invariants");
        look(operator, "invariants-" + name);
    }

    private void verify(Visitor visitor) {
        Page page = signedIn(visitor, customers.unverified(), "/account");
        assertThat(page.locator("#identity")).hasText("Not verified");
        page.getByRole(AriaRole.BUTTON, named("Verify identity")).click();
        assertThat(page.locator("#identity")).containsText("Verified since");
    }
}
