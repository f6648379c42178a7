package shop.cvm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.ShopTest;

/**
 * A test that uses the shop through a browser. Every {@link #visitor()} starts without cookies. A test fails as well if a
 * page asked another host for anything, missed a file, or broke the content policy; a test that fails leaves pictures of
 * its pages in {@code target/screenshots/failed}.
 */
@ShopTest
@Tag("browser")
public abstract class BrowserTest {

    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final int MILLISECONDS_TO_WAIT = 15_000;

    @LocalServerPort
    private int port;

    @RegisterExtension
    private final Session session = new Session();

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final Watch watch = new Watch();
    private Browser browser;

    /** Somebody new, at a wide light window, in English, with script. */
    protected Visitor visitor() {
        return new Visitor(this::context);
    }

    /** The page on this path for somebody new. */
    protected Page open(String path) {
        return visitor().open(path);
    }

    /** The shop's address with this path, for what does not go through a page. */
    protected String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** Fails with what axe finds on the page that is serious or critical. Needs script. */
    protected static void axe(Page page) {
        List<Rule> broken = new AxeBuilder(page).withTags(WCAG).analyze().getViolations();
        assertThat(broken.stream()
                        .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                        .map(BrowserTest::described))
                .as("axe on " + page.url())
                .isEmpty();
    }

    private static String described(Rule rule) {
        return rule.getImpact() + " " + rule.getId() + ": " + rule.getHelp()
                + rule.getNodes().stream()
                        .map(node -> "\n    " + node.getTarget() + " " + node.getHtml())
                        .collect(Collectors.joining());
    }

    /** Leaves a picture of the whole page in {@code target/screenshots}. */
    protected static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots", name + ".png"))
                .setFullPage(true));
    }

    /** Takes what the browser has complained about so far: the test answers for it and does not fail by it. */
    protected List<String> complaints() {
        return watch.taken();
    }

    private BrowserContext context(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setBaseURL(address("/")));
        context.setDefaultTimeout(MILLISECONDS_TO_WAIT);
        watch.over(context, address("/"));
        contexts.add(context);
        return context;
    }

    private class Session implements BeforeEachCallback, AfterTestExecutionCallback {

        @Override
        public void beforeEach(ExtensionContext test) {
            browser = RunningChromium.of(test);
        }

        @Override
        public void afterTestExecution(ExtensionContext test) {
            try {
                if (test.getExecutionException().isPresent()) {
                    picture(test.getRequiredTestClass().getSimpleName() + "."
                            + test.getRequiredTestMethod().getName());
                } else {
                    assertThat(complaints())
                            .as("what the browser complains about")
                            .isEmpty();
                }
            } finally {
                contexts.forEach(BrowserContext::close);
            }
        }

        private void picture(String name) {
            List<Page> pages = contexts.stream()
                    .flatMap(context -> context.pages().stream())
                    .toList();
            for (int number = 0; number < pages.size(); number++) {
                screenshot(pages.get(number), "failed/" + name + "-" + number);
            }
        }
    }
}
