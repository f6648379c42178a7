package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payment;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;

/** Signing up, topping up and looking at the balance, by labels alone. */
class MoneyPagesTests extends BrowserTest {

    @Autowired
    private Customers customers;

    @Autowired
    private Payments payments;

    @Autowired
    private ShopClock clock;

    @Test
    void somebodyNewSignsUpAndTopsUpByLabelsAlone() {
        signUpAndTopUp(visitor());
    }

    @Test
    void somebodyNewSignsUpAndTopsUpWithoutScript() {
        signUpAndTopUp(visitor().withoutScript());
    }

    @Test
    void somebodyTopsUpByKeyboardAlone() {
        Page page = signedIn(visitor(), customers.account(), "/billing/top-up");
        page.getByLabel("Amount (CNY)").focus();
        page.keyboard().type("42");
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.RADIO, named("WeChat Pay"))).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(button(page, "Pay")).isVisible();
        page.keyboard().press("Tab");
        assertThat(button(page, "Pay")).isFocused();
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.HEADING, named("Top-up credited"))).isVisible();
    }

    @Test
    void thePageOfAnOpenTopUpNoticesByItselfThatItWasPaid() {
        Account account = customers.account();
        Page page = signedIn(visitor(), account);
        Payment payment = start(account, "10.00");
        page.navigate("/billing/top-up/" + payment.number());
        assertThat(page.getByRole(AriaRole.HEADING, named("Top-up being checked")))
                .isVisible();
        axe(page);
        screenshot(page, "top-up-checked");

        Page wallet = page.context().newPage();
        wallet.navigate("/wallet/payments/" + payment.number());
        button(wallet, "Pay").click();

        assertThat(page.getByRole(AriaRole.HEADING, named("Top-up credited"))).isVisible();
        assertThat(page).hasTitle("Top-up credited · CVM Shop");
        axe(page);
    }

    @Test
    void aFormThatFailedSaysSoAndLeadsToItsFields() {
        Page page = open("/sign-up");
        page.getByLabel("E-mail").fill("nobody@example");
        page.getByLabel("Password", exactly()).fill("long enough");
        page.getByLabel("Repeat password").fill("long enouhg");
        button(page, "Sign up").click();

        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert).containsText("The two passwords differ");
        assertThat(page.getByLabel("E-mail")).hasValue("nobody@example");
        axe(page);
        screenshot(page, "sign-up-failed");
        alert.getByRole(AriaRole.LINK).click();
        assertThat(page.getByLabel("Repeat password")).isFocused();
    }

    @Test
    void everyPageCanBeReadByAllInBothLanguagesAndColours() {
        Account account = customers.account();
        customers.credit(account.id(), "12480.35");
        looks().forEach((name, visitor) -> look(visitor, account, name));
    }

    @Test
    void everyWayATopUpEndsCanBeReadByAll() {
        Account account = customers.account();
        Page page = signedIn(visitor(), account);
        Payment refused = start(account, "10.00");
        page.navigate("/wallet/payments/" + refused.number());
        button(page, "Refuse").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Top-up not paid"))).isVisible();
        axe(page);
        screenshot(page, "top-up-refused");

        Payment expired = start(account, "10.00");
        clock.advance(Duration.ofMinutes(15));
        page.navigate("/wallet/payments/" + expired.number());
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("the time is up");
        axe(page);
        screenshot(page, "wallet-expired");
        payments.settleDue();
        page.getByRole(AriaRole.LINK, named("Back to CVM Shop")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Top-up not paid"))).isVisible();
    }

    private void signUpAndTopUp(Visitor visitor) {
        Page page = visitor.open("/billing/top-up");
        assertThat(page).hasURL(Pattern.compile("/sign-in$"));
        page.locator("main").getByText("Sign up").click();
        page.getByLabel("E-mail").fill(Customers.anEmail());
        page.getByLabel("Password", exactly()).fill("a long enough one");
        page.getByLabel("Repeat password").fill("a long enough one");
        button(page, "Sign up").click();

        assertThat(page).hasURL(Pattern.compile("/billing/top-up$"));
        page.getByLabel("Amount (CNY)").fill("1,234.50");
        page.getByLabel("WeChat Pay").check();
        button(page, "Top up").click();
        assertThat(page.getByText("¥1,234.50")).isVisible();
        button(page, "Pay").click();

        assertThat(page.getByRole(AriaRole.HEADING, named("Top-up credited"))).isVisible();
        page.getByRole(AriaRole.LINK, named("To billing")).click();
        assertThat(page.locator("#available")).hasText("¥1,234.50");
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("Top-up by WeChat Pay");
    }

    private void look(Visitor visitor, Account account, String name) {
        Page page = visitor.open("/sign-up");
        look(page, "sign-up-" + name);
        page.navigate("/sign-in");
        look(page, "sign-in-" + name);
        signIn(page, account);
        page.navigate("/billing");
        look(page, "billing-" + name);
        page.navigate("/billing/top-up?amount=100&order=202611231085164081137");
        look(page, "top-up-" + name);
        page.locator("main form button").click();
        look(page, "wallet-" + name);
        page.locator("main form button").first().click();
        look(page, "top-up-credited-" + name);
    }

    private Payment start(Account account, String amount) {
        return payments.startTopUp(account.id(), Cny.of(amount), WalletKind.WECHAT_PAY, null);
    }
}
