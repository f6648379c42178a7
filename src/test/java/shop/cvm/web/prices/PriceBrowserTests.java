package shop.cvm.web.prices;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.cvm.browser.BrowserTest;
import shop.cvm.browser.Visitor;

class PriceBrowserTests extends BrowserTest {

    private static final List<String> PATHS = List.of(
            "/prices",
            "/prices/instances?region=ap-hongkong&family=S1",
            "/prices/disks",
            "/prices/network",
            "/help/purchase",
            "/help/billing",
            "/help/expiry",
            "/help/api");

    @Test
    void anotherRegionIsShownAtOnceAndTheKeyboardStaysWhereItWas() {
        Page page = open("/prices/instances?region=ap-guangzhou");

        page.getByLabel("Region").focus();
        page.keyboard().press("ArrowDown");

        assertThat(heading(page, "Standard S5 in Shanghai, Linux or Windows")).isVisible();
        assertThat(page.getByLabel("Region")).isFocused();
        assertThat(page.url()).endsWith("/prices/instances?region=ap-shanghai&family=S5");
        assertThat(page.getByRole(AriaRole.LINK, named("Disks")))
                .hasAttribute("href", "/prices/disks?region=ap-shanghai");
    }

    @Test
    void withoutScriptAButtonShowsThePricesOfAnotherRegionAndModel() {
        Page page = visitor().withoutScript().open("/prices/instances");

        page.getByLabel("Region").selectOption("ap-tokyo");
        page.getByLabel("Model").selectOption("M5");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show prices"))
                .click();

        assertThat(heading(page, "Memory Optimized M5 in Tokyo")).isVisible();
    }

    @Test
    void wideTablesScrollOnNarrowScreensAndThePageDoesNot() {
        for (Visitor visitor : List.of(visitor(), visitor().chinese())) {
            Page page = visitor.page();
            for (int width : List.of(390, NARROWEST)) {
                page.setViewportSize(width, 740);
                for (String path : PATHS) {
                    page.navigate(path);
                    fits(page, path);
                }
            }
        }
    }

    @Test
    void everyPageCanBeReadByEverybody() {
        Page wide = visitor().page();
        Page phone = visitor().narrow().dark().chinese().page();
        for (String path : PATHS) {
            String name = path.substring(1).replaceFirst("\\?.*", "").replace('/', '-');
            read(wide, path, name);
            read(phone, path, name + "-narrow-dark-zh");
        }
    }

    private static void read(Page page, String path, String name) {
        page.navigate(path);
        axe(page);
        screenshot(page, name);
    }

    private static Locator heading(Page page, String start) {
        return page.getByRole(AriaRole.HEADING, named(start)).first();
    }
}
