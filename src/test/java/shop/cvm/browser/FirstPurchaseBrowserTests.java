package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/** The story of README in a real browser; its screenshots are the ones README shows. */
class FirstPurchaseBrowserTests extends BrowserTest {

    @Autowired
    private Instances instances;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Ledger ledger;

    @Test
    void aReaderOfTheReadmeBuysAPrepaidAndAPostpaidMachineAndSeesBothRunning() {
        Page page = open("/");
        press(page, "Buy now");
        signUp(page);
        press(page, "Place order");
        topUp(page, "500");
        press(page, "Pay now");
        screenshot(page, "readme-order-progress");
        letTenMinutesPass();
        assertThat(heading(page)).hasText("Your instance is ready");

        page.navigate("/?chargeType=POSTPAID_BY_HOUR");
        press(page, "Buy now");
        press(page, "Place order");
        press(page, "Pay now");
        letTenMinutesPass();
        assertThat(heading(page)).hasText("Your instance is ready");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go to instances"))
                .click();
        Locator table = page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Instances"));
        assertThat(table.getByText("Running")).hasCount(2);
        assertThat(table).containsText("Prepaid");
        assertThat(table).containsText("Postpaid");
        screenshot(page, "readme-instances");
        assertThat(ledger.invariants().hold()).isTrue();
    }

    private static void signUp(Page page) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign up"))
                .first()
                .click();
        page.getByLabel("E-mail").fill("reader-" + UUID.randomUUID() + "@example.com");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("a long enough one");
        page.getByLabel("Repeat password").fill("a long enough one");
        press(page, "Sign up");
    }

    private static void topUp(Page page, String amount) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Top up the missing amount"))
                .click();
        page.getByLabel("Amount (CNY)").fill(amount);
        press(page, "Top up");
        press(page, "Pay");
        assertThat(heading(page)).hasText("Top-up credited");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to your order"))
                .click();
    }

    private void letTenMinutesPass() {
        for (int minute = 0; minute < 10; minute++) {
            clock.advance(Duration.ofMinutes(1));
            instances.advanceDue();
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }
}
