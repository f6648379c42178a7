package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.pricing.Pricing;
import shop.cvm.web.Show;

/** Machines put together on the purchase page as people do it; the page's total is the pricing service's. */
class PurchaseBrowserTests extends BrowserTest {

    private static final String UBUNTU = "img-487zeit5";

    @Autowired
    private Pricing pricing;

    @Autowired
    private Show show;

    @Test
    void aPrepaidMachineIsPutTogetherByItsLabels() {
        Page page = open("/");
        choose(page, "Region", "Shanghai");
        choose(page, "Availability zone", "Zone 5");
        choose(page, "Hardware", "S5.LARGE8");
        page.getByRole(AriaRole.BUTTON, named("Add data disk")).click();
        page.getByLabel("Data disk 1 type").selectOption("Balanced SSD");
        type(page.getByLabel("Data disk 1 size"), "100");
        type(page.getByLabel("Bandwidth (Mbps)"), "5");
        type(page.getByLabel("Quantity", new Page.GetByLabelOptions().setExact(true)), "2");
        choose(page, "Duration", "12 months");

        InstanceSpec spec = new InstanceSpec(
                ChargeType.PREPAID,
                12,
                "ap-shanghai-5",
                "S5.LARGE8",
                UBUNTU,
                new Disk("CLOUD_PREMIUM", 50),
                List.of(new Disk("CLOUD_BSSD", 100)),
                NetworkType.VPC,
                InternetChargeType.BANDWIDTH,
                5);
        assertThat(total(page)).hasText(expected(spec, 2));
        assertThat(page.url()).contains("ap-shanghai-5", "S5.LARGE8", "CLOUD_BSSD");
        page.reload();
        assertThat(total(page)).hasText(expected(spec, 2));
        screenshot(page, "purchase");
        onlyReplacedQuestions();
    }

    @Test
    void aPostpaidMachineIsPutTogetherByItsLabels() {
        Page page = open("/");
        choose(page, "Billing method", "Postpaid");
        choose(page, "Region", "Guangzhou");
        choose(page, "Availability zone", "Zone 4");
        choose(page, "Model", "Standard S5");
        choose(page, "Network billing method", "By traffic");
        type(page.getByLabel("Bandwidth (Mbps)"), "20");
        type(page.getByLabel("System disk size"), "80");

        InstanceSpec spec = new InstanceSpec(
                ChargeType.POSTPAID_BY_HOUR,
                0,
                "ap-guangzhou-4",
                chosen(page, "type"),
                UBUNTU,
                new Disk("CLOUD_PREMIUM", 80),
                List.of(),
                NetworkType.VPC,
                InternetChargeType.TRAFFIC,
                20);
        assertThat(total(page)).containsText(rate(spec));
        screenshot(page, "purchase-postpaid");
        onlyReplacedQuestions();
    }

    @Test
    void aMachineIsPutTogetherByKeyboardAlone() {
        Page page = open("/");
        tabTo(page, "input[name=chargeType]");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#quote-label")).not().hasText("Total");
        assertThat(focused(page)).as("the focus survives the answer").isEqualTo("chargeType=POSTPAID_BY_HOUR");
        tabTo(page, "input[name=bandwidth]");
        page.keyboard().press("Control+A");
        page.keyboard().type("10");
        tabTo(page, "input[name=count]");
        page.keyboard().press("Control+A");
        page.keyboard().type("3");
        page.keyboard().press("Enter");

        InstanceSpec spec = new InstanceSpec(
                ChargeType.POSTPAID_BY_HOUR,
                0,
                chosen(page, "zone"),
                chosen(page, "type"),
                UBUNTU,
                new Disk("CLOUD_PREMIUM", 50),
                List.of(),
                NetworkType.VPC,
                InternetChargeType.BANDWIDTH,
                10);
        assertThat(total(page)).containsText(show.rate(pricing.quote(spec, 3).perHour()));
        tabTo(page, "button[formaction='/checkout']");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/sign-in.*"));
        onlyReplacedQuestions();
    }

    @Test
    void withoutScriptTheButtonUpdatesThePrice() {
        Page page = visitor().withoutScript().open("/");
        choose(page, "Region", "Shanghai");
        update(page);
        choose(page, "Duration", "12 months");
        type(page.getByLabel("Bandwidth (Mbps)"), "3");
        update(page);

        InstanceSpec spec = new InstanceSpec(
                ChargeType.PREPAID,
                12,
                chosen(page, "zone"),
                chosen(page, "type"),
                UBUNTU,
                new Disk("CLOUD_PREMIUM", 50),
                List.of(),
                NetworkType.VPC,
                InternetChargeType.BANDWIDTH,
                3);
        assertThat(spec.zone()).startsWith("ap-shanghai");
        assertThat(total(page)).hasText(expected(spec, 1));
    }

    @Test
    void anybodyCanUseThePageInBothLanguagesAndBothColourSchemes() {
        seen(visitor(), "light");
        seen(visitor().dark(), "dark");
        seen(visitor().chinese(), "zh-light");
        seen(visitor().chinese().dark(), "zh-dark");
        seen(visitor().narrow(), "390-light");
        seen(visitor().narrow().chinese().dark(), "390-zh-dark");
        seen(visitor().with(options -> options.setViewportSize(360, 780)), "360");
    }

    private static void seen(Visitor visitor, String name) {
        Page page = visitor.open("/");
        axe(page);
        screenshot(page, "purchase-" + name);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing sticks out at the side, " + name)
                .isEqualTo(true);
    }

    /** Going on before an answer has come replaces the question; htmx tells the console so, and nothing else. */
    private void onlyReplacedQuestions() {
        assertThat(complaints()).allMatch(complaint -> complaint.matches("console: htmx:(afterRequest|sendAbort), .*"));
    }

    private static void choose(Page page, String group, String label) {
        page.getByRole(
                        AriaRole.GROUP,
                        new Page.GetByRoleOptions().setName(group).setExact(true))
                .locator("label")
                .filter(new Locator.FilterOptions().setHasText(label))
                .first()
                .click();
        settled(page);
    }

    private static void type(Locator field, String text) {
        field.fill(text);
        field.press("Tab");
        settled(field.page());
    }

    /** Waits until htmx has put its answer in; without script there is nothing to wait for. */
    private static void settled(Page page) {
        assertThat(page.locator(".htmx-request")).hasCount(0);
    }

    private static void update(Page page) {
        page.getByRole(AriaRole.BUTTON, named("Update price")).click();
    }

    private static void tabTo(Page page, String selector) {
        for (int pressed = 0; pressed < 400; pressed++) {
            if (Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The Tab key never leads to " + selector);
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.name + '=' + document.activeElement.value");
    }

    private static String chosen(Page page, String name) {
        return page.locator("input[name=" + name + "]:checked").inputValue();
    }

    private static Locator total(Page page) {
        return page.locator("#quote-total");
    }

    private String expected(InstanceSpec spec, int count) {
        return show.total(pricing.quote(spec, count).total());
    }

    private String rate(InstanceSpec spec) {
        return show.rate(pricing.quote(spec, 1).perHour());
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
