package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.event.Publications;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopClock;

/** The story of README in a real browser, word for word; its screenshots are the ones README shows. */
class FirstPurchaseBrowserTests extends BrowserTest {

    private static final Pattern IP = Pattern.compile("^(\\d{1,3}\\.){3}\\d{1,3}$");

    @Autowired
    private Instances instances;

    @Autowired
    private Publications publications;

    @Autowired
    private ShopClock clock;

    @Test
    void aReaderOfTheReadmeBuysAPrepaidAndAPostpaidMachineAndSeesBothRunning() throws InterruptedException {
        Page page = open("/");
        press(page, "Buy now");
        signUp(page);
        press(page, "Place order");
        payByWallet(page, "WeChat Pay");
        followToItsAddress(page, "readme-order-progress");

        page.navigate("/?chargeType=POSTPAID_BY_HOUR");
        press(page, "Buy now");
        verifyIdentity(page);
        press(page, "Place order");
        topUpTheMissingAmount(page);
        assertThat(page.getByLabel("Balance")).isChecked();
        press(page, "Pay now");
        followToItsAddress(page, "readme-order-progress-postpaid");

        link(page, "Go to instances").click();
        bothRunWithTheirAddresses(page);
        screenshot(page, "readme-instances");
        theMachineLetsIn(page);
        bothWereTold(page);
    }

    private static void bothRunWithTheirAddresses(Page page) {
        Locator rows = page.getByRole(AriaRole.TABLE, named("Instances")).locator("tbody tr");
        assertThat(rows).hasCount(2);
        for (String chargeType : List.of("Prepaid", "Postpaid")) {
            Locator row = rows.filter(new Locator.FilterOptions().setHasText(chargeType));
            assertThat(row).hasCount(1);
            assertThat(row.locator(".c-state")).hasText("Running");
            bothAddressesAreIn(row);
        }
    }

    /** The public one, to connect to, and the private one below it. */
    private static void bothAddressesAreIn(Locator row) {
        assertThat(row.locator("td .ip .mono")).hasText(IP);
        assertThat(row.locator("td .sub.mono")).hasText(IP);
    }

    /** The ready-made line, to the very address of the list, and the password. */
    private static void theMachineLetsIn(Page page) {
        Locator first = page.locator("tbody tr").first();
        String address = first.locator(".ip .mono").innerText();
        first.getByRole(AriaRole.LINK).click();
        assertThat(page.getByText("ssh ubuntu@" + address)).isVisible();
        press(page, "Show password");
        assertThat(page.locator("#initial-password")).hasText(Pattern.compile("\\S{16}"));
    }

    private void bothWereTold(Page page) throws InterruptedException {
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();
        link(page, "Messages").click();
        Locator created = page.getByRole(AriaRole.LINK, named("Instance created: "));
        assertThat(created).hasCount(2);
        created.first().click();
        assertThat(page.locator("dt:text-is('Public IP') + dd .mono")).hasText(IP);
        assertThat(page.locator("dt:text-is('Private IP') + dd .mono")).hasText(IP);
        assertThat(page.locator("dt:text-is('Login name') + dd")).hasText("ubuntu");
    }

    private static void signUp(Page page) {
        link(page, "Sign up").first().click();
        page.getByLabel("E-mail").fill("reader-" + UUID.randomUUID() + "@example.com");
        page.getByLabel("Password", exactly()).fill("a long enough one");
        page.getByLabel("Repeat password").fill("a long enough one");
        press(page, "Sign up");
        assertThat(heading(page)).hasText("Check out");
    }

    private static void verifyIdentity(Page page) {
        link(page, "Verify identity").click();
        press(page, "Verify identity");
        assertThat(heading(page)).hasText("Check out");
    }

    private static void payByWallet(Page page, String wallet) {
        page.getByRole(AriaRole.RADIO, named(wallet)).check(new Locator.CheckOptions().setForce(true));
        press(page, "Pay now");
        assertThat(heading(page)).hasText(wallet);
        press(page, "Pay");
        assertThat(heading(page)).hasText("Creating your instance");
    }

    private static void topUpTheMissingAmount(Page page) {
        link(page, "Top up the missing amount").click();
        press(page, "Top up");
        press(page, "Pay");
        assertThat(heading(page)).hasText("Top-up credited");
        link(page, "Back to your order").click();
    }

    /** Nobody reloads the page: it says by itself how far the machine is. */
    private void followToItsAddress(Page page, String picture) {
        assertThat(heading(page)).hasText("Creating your instance");
        screenshot(page, picture);
        for (int minute = 0; minute < 10; minute++) {
            instances.advanceDue();
            clock.advance(Duration.ofMinutes(1));
        }
        instances.advanceDue();
        assertThat(heading(page)).hasText("Your instance is ready");
        assertThat(page.locator("ol[aria-label='Order progress'] li.done")).hasCount(5);
        bothAddressesAreIn(page.getByRole(AriaRole.REGION, named("Instances in this order")));
    }

    private static void press(Page page, String button) {
        button(page, button).click();
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, named(name));
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }
}
