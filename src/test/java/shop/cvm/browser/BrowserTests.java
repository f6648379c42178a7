package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tools of browser tests, on pages made for the purpose. */
class BrowserTests extends BrowserTest {

    private static final String GOOD =
            "<!DOCTYPE html><html lang='en'><title>Shop</title><main><h1>Shop</h1><button>Buy</button></main></html>";

    @Test
    void aPathLeadsToTheShopUnderTest() {
        assertThat(visitor().page().request().get("/no-such-page").url()).startsWith(address("/"));
    }

    @Test
    void aVisitorHasTheWindowTheLanguageAndTheColoursAskedFor() {
        Page page = visitor().narrow().dark().chinese().page();

        assertThat(page.evaluate("innerWidth")).isEqualTo(390);
        assertThat(page.evaluate("navigator.language")).isEqualTo("zh-CN");
        assertThat(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                .isEqualTo(true);
    }

    @Test
    void withoutScriptNoneRuns() {
        String html = "<p id='said'>quiet</p><script>document.getElementById('said').textContent = 'loud'</script>";
        Page silent = visitor().withoutScript().page();
        Page loud = visitor().page();

        silent.setContent(html);
        loud.setContent(html);

        assertThat(silent.locator("#said")).hasText("quiet");
        assertThat(loud.locator("#said")).hasText("loud");
    }

    @Test
    void axePassesAGoodPageAndRefusesOneThatCannotBeRead() {
        Page page = visitor().page();
        page.setContent(GOOD);
        axe(page);

        page.setContent(GOOD.replace("<button>Buy</button>", "<button></button>"));

        assertThatThrownBy(() -> axe(page)).isInstanceOf(AssertionError.class).hasMessageContaining("button-name");
    }

    @Test
    void aScreenshotIsLeftInTheBuildFolder() {
        Page page = visitor().page();
        page.setContent(GOOD);

        screenshot(page, "kit");

        assertThat(Path.of("target/screenshots/kit.png")).isNotEmptyFile();
    }

    @Test
    void aRequestToAnotherHostIsComplainedAbout() {
        Page page = visitor().page();

        page.setContent("<img alt='' src='http://127.0.0.1:1/logo.svg'>");

        assertThat(complaints()).contains("request to another host: http://127.0.0.1:1/logo.svg");
    }

    @Test
    void whatTheContentPolicyRefusesIsComplainedAbout() {
        Page page = visitor().page();

        page.setContent(
                "<meta http-equiv='Content-Security-Policy' content=\"style-src 'self'\"><p style='color: red'>red</p>");

        assertThat(complaints()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void aScriptThatFailsIsComplainedAbout() {
        Page page = visitor().page();

        page.setContent("<script>undefined.total()</script>");

        assertThat(complaints()).singleElement().asString().startsWith("script failed");
    }
}
