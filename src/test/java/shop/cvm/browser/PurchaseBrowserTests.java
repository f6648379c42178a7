package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.catalog.Specs;
import shop.cvm.pricing.Pricing;
import shop.cvm.web.Show;

/** Machines put together on the purchase page as people do it; the page's total is the pricing service's. */
class PurchaseBrowserTests extends BrowserTest {

    private static final String UBUNTU = "img-487zeit5";

    @Autowired
    private Pricing pricing;

    @Autowired
    private Show show;

    @Autowired
    private Customers customers;

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
    void aHostNameThatCannotBeHadIsPutRightAndSaid() {
        Page page = open("/");
        page.getByLabel("Host name").fill("my_web server");
        page.getByLabel("Host name").press("Tab");
        assertThat(page.getByLabel("Host name")).hasValue("my-web-server");
        assertThat(page.locator("#notes")).containsText("Host name: my_web server → my-web-server");
        assertThat(page.locator("#host-name-hint")).hasText("Will be called my-web-server.");
        assertThat(page.locator("#api-json")).containsText("\"HostName\": \"my-web-server\"");
        page.locator(".tabs")
                .getByText("Java", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("#api-java")).containsText("setHostName(\"my-web-server\")");
        type(page.getByLabel("Quantity", exactly()), "3");
        assertThat(page.locator("#host-name-hint")).hasText("Will be called my-web-server1 to my-web-server3.");
        look(page, "purchase-host-name");

        String names = "/?hostName=n%7BR:1%7D-%7BIP%7D&count=2";
        look(visitor().narrow().dark().chinese().open(names), "purchase-host-name-390-zh-dark");
        look(visitor().dark().open("/?imageOs=Windows"), "purchase-host-name-windows-dark");
        looks().forEach((name, visitor) -> look(visitor.open("/help/purchase"), "help-purchase-quota-" + name));
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

        assertThat(chosen(page, "zone")).isEqualTo("ap-guangzhou-4");
        assertThat(total(page)).hasText(rate(chosen(page, 0, 80, InternetChargeType.TRAFFIC, 20), 1));
        screenshot(page, "purchase-postpaid");
        onlyReplacedQuestions();
    }

    @Test
    void aPostpaidMachineIsPutTogetherByKeyboardAlone() {
        Page page = open("/");
        tabTo(page, "input[name=chargeType]");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#quote-label")).not().hasText("Total");
        assertThat(focused(page)).as("the focus survives the answer").isEqualTo("chargeType=POSTPAID_BY_HOUR");
        typeAt(page, "input[name=bandwidth]", "10");
        typeAt(page, "input[name=count]", "3");
        page.keyboard().press("Enter");

        assertThat(total(page)).hasText(rate(chosen(page, 0, 50, InternetChargeType.BANDWIDTH, 10), 3));
        buyByKeyboard(page);
    }

    @Test
    void aPrepaidMachineIsPutTogetherByKeyboardAlone() {
        Page page = open("/");
        String region = chosen(page, "region");
        String type = chosen(page, "type");
        String image = page.locator("#image").inputValue();
        pressAt(page, "input[name=region]", "ArrowRight");
        pressAt(page, "input[name=type]", "ArrowDown");
        pressAt(page, "#image", "ArrowDown");
        pressAt(page, "#addDisk", "Enter");
        assertThat(page.locator("#data-disk-size-0")).isVisible();
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Shift+Tab");
        typeAt(page, "#data-disk-size-0", "120");
        typeAt(page, "input[name=bandwidth]", "7");
        typeAt(page, "input[name=count]", "2");
        tabTo(page, "input[name=period]");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");

        assertThat(chosen(page, "region")).isNotEqualTo(region);
        assertThat(chosen(page, "type")).isNotEqualTo(type);
        assertThat(page.locator("#image")).not().hasValue(image);
        InstanceSpec machine = Specs.withImage(
                chosen(page, 3, 50, InternetChargeType.BANDWIDTH, 7),
                page.locator("#image").inputValue());
        String disk = page.locator("#data-disk-type-0").inputValue();
        assertThat(total(page))
                .hasText(expected(Specs.withDisks(machine, machine.systemDisk(), new Disk(disk, 120)), 2));
        assertThat(focused(page)).as("the focus survives the answer").isEqualTo("period=3");
        buyByKeyboard(page);
    }

    /** Goes there by the Tab key alone, presses this one, and waits for the answer, which has to leave the focus there. */
    private static void pressAt(Page page, String selector, String key) {
        tabTo(page, selector);
        page.keyboard().press(key);
        settled(page);
        assertThat(page.evaluate("selector => document.activeElement.matches(selector)", selector))
                .as("the focus stays at " + selector)
                .isEqualTo(true);
    }

    private void buyByKeyboard(Page page) {
        tabTo(page, "button[formaction='/checkout']");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/sign-in.*"));
        onlyReplacedQuestions();
    }

    @Test
    void withoutScriptAPrepaidMachineIsPutTogetherAndTakenToTheCheckout() {
        Page page = visitor().withoutScript().open("/");
        choose(page, "Region", "Shanghai");
        update(page);
        choose(page, "Duration", "12 months");
        type(page.getByLabel("Bandwidth (Mbps)"), "3");
        update(page);

        assertThat(chosen(page, "zone")).startsWith("ap-shanghai");
        String total = expected(chosen(page, 12, 50, InternetChargeType.BANDWIDTH, 3), 1);
        assertThat(total(page)).hasText(total);
        button(page, "Buy now").click();
        page.waitForURL(Pattern.compile(".*/sign-in.*"));
        signIn(page, customers.account());
        page.waitForURL(Pattern.compile(".*/checkout.*"));
        assertThat(page.locator("main")).containsText("Shanghai");
        assertThat(page.locator("main")).containsText(total);
    }

    @Test
    void withoutScriptAPostpaidMachineIsPutTogetherAndTakenToSignIn() {
        Page page = visitor().withoutScript().open("/");
        choose(page, "Billing method", "Postpaid");
        update(page);
        choose(page, "Network billing method", "By traffic");
        type(page.getByLabel("Bandwidth (Mbps)"), "20");
        type(page.getByLabel("System disk size"), "80");
        update(page);

        assertThat(total(page)).hasText(rate(chosen(page, 0, 80, InternetChargeType.TRAFFIC, 20), 1));
        button(page, "Buy now").click();
        page.waitForURL(Pattern.compile(".*/sign-in.*"));
    }

    @Test
    void anybodyCanUseThePageInBothLanguagesAndBothColourSchemes() {
        looks().forEach((name, visitor) -> {
            Page page = visitor.open("/");
            look(page, "purchase-" + name);
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(name.contains("dark") ? ColorScheme.LIGHT : ColorScheme.DARK));
            axe(page);
        });
    }

    @Test
    void anybodyCanReadPriceStepsDataDisksAMissingLoginAndAnError() {
        Page page = open("/?chargeType=POSTPAID_BY_HOUR&family=S3&dataDisks%5B0%5D.size=20&login=PASSWORD");
        assertThat(page.locator(".steps3 tr")).hasCount(3);
        assertThat(page.locator("#data-disk-size-0")).hasValue("20");
        assertThat(page.locator("#quote-lines")).containsText("Frozen now");
        assertThat(page.locator("#toc-login")).containsText("missing");
        lookAtBothColours(page, "purchase-postpaid-steps");

        page.navigate("/?family=S5");
        String scarce = page.locator("#hardware tr")
                .filter(new Locator.FilterOptions().setHasText("Last "))
                .first()
                .locator("input[name=type]")
                .inputValue();
        page.navigate("/?type=" + scarce + "&count=100");
        assertThat(page.locator("#count")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#toc-quantity")).containsText("error");
        lookAtBothColours(page, "purchase-too-many");

        page.navigate("/?zone=ap-guangzhou-3&type=S1.MEDIUM4&network=BASIC");
        assertThat(page.locator("#api-json")).containsText("there is no request for this configuration");
        fits(page, "basic network");
    }

    private static void lookAtBothColours(Page page, String name) {
        look(page, name);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        axe(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** Beside the form on wide screens, a bar at the bottom of narrow ones; a screen reader is told of a new total. */
    @Test
    void thePriceSummaryIsInViewWhereverThePageIsScrolledToAndAnnouncesItsTotal() {
        Page page = open("/");
        for (int width : List.of(1280, 360)) {
            page.setViewportSize(width, 740);
            for (String section : List.of("#s-billing", "#s-hardware", "#s-login", "#s-quantity")) {
                page.evaluate("section => document.querySelector(section).scrollIntoView()", section);
                assertThat(page.getByRole(AriaRole.REGION, named("Price summary")))
                        .isInViewport();
                assertThat(total(page)).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
                assertThat(button(page, "Buy now"))
                        .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
            }
        }
        BoundingBox bar = page.locator("#quote").boundingBox();
        assertThat(bar.y + bar.height).isEqualTo(740);
        assertThat(bar.width).isEqualTo(360);
        assertThat(page.locator("[aria-live=polite]:has(#quote-total)")).hasCount(1);
        assertThat(page.locator("#notes")).hasAttribute("role", "status");
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

    private static void typeAt(Page page, String selector, String text) {
        tabTo(page, selector);
        page.keyboard().press("Control+A");
        page.keyboard().type(text);
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.name + '=' + document.activeElement.value");
    }

    private static String chosen(Page page, String name) {
        return page.locator("input[name=" + name + "]:checked").inputValue();
    }

    /** The zone and type that the page has chosen, with these. */
    private static InstanceSpec chosen(Page page, int months, int diskGb, InternetChargeType internet, int mbps) {
        return new InstanceSpec(
                months > 0 ? ChargeType.PREPAID : ChargeType.POSTPAID_BY_HOUR,
                months,
                chosen(page, "zone"),
                chosen(page, "type"),
                UBUNTU,
                new Disk("CLOUD_PREMIUM", diskGb),
                List.of(),
                NetworkType.VPC,
                internet,
                mbps);
    }

    private static Locator total(Page page) {
        return page.locator("#quote-total");
    }

    private String expected(InstanceSpec spec, int count) {
        return show.total(pricing.quote(spec, count).total());
    }

    private String rate(InstanceSpec spec, int count) {
        return "¥" + show.rate(pricing.quote(spec, count).perHour());
    }
}
