package shop.cvm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.web.HttpVisitor;

/**
 * A test that uses the shop through a browser. Every {@link #visitor()} starts without cookies. A test fails as well if a
 * page asked another host for anything, missed a file, or broke the content policy, or if an invariant is broken at its
 * end; a test that fails leaves pictures of its pages in {@code target/screenshots/failed}.
 */
@ShopTest
@Tag("browser")
public abstract class BrowserTest {

    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** Pixels that every page has to do with. */
    protected static final int NARROWEST = 360;

    /** What comes at all comes much sooner, unless the machine has much else to do. */
    private static final int MILLISECONDS_TO_WAIT = 30_000;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(MILLISECONDS_TO_WAIT);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Invariants invariants;

    @RegisterExtension
    private final Session session = new Session();

    private final List<Windows.Window> open = new ArrayList<>();
    private Windows windows;

    /** After all that the test itself puts back. */
    @AfterEach
    void theInvariantsHoldAtLast() {
        invariants.hold();
    }

    /** Somebody new, at a wide light window, in English, with script. */
    protected Visitor visitor() {
        return new Visitor(this::page);
    }

    /**
     * Visitors by the name of their pictures who between them meet both ends of every choice: width, colours, language.
     * With {@code -Dshop.test.looks=all} there is somebody for more of their combinations.
     */
    protected Map<String, Visitor> looks() {
        Map<String, Visitor> looks = new LinkedHashMap<>();
        looks.put("light", visitor());
        looks.put("360-zh-dark", phone(NARROWEST).dark().chinese());
        if ("all".equals(System.getProperty("shop.test.looks"))) {
            looks.put("dark", visitor().dark());
            looks.put("zh", visitor().chinese());
            looks.put("390", phone(390));
            looks.put("390-dark", phone(390).dark());
        }
        return looks;
    }

    private Visitor phone(int width) {
        return visitor().with(options -> options.setViewportSize(width, 740));
    }

    /** The page on this path for somebody new. */
    protected Page open(String path) {
        return visitor().open(path);
    }

    /** The shop's address with this path, for what does not go through a page. */
    protected String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** Fails with what axe finds on the page that is serious or critical. Needs script: without it axe may wait forever. */
    protected static void axe(Page page) {
        assertThat(page.evaluate("matchMedia('(scripting: enabled)').matches"))
                .as("axe is asked about a page with script")
                .isEqualTo(true);
        // From the top: the header stays in view, and what scrolled half under it would count as too small a target.
        page.evaluate("window.scrollTo(0, 0)");
        List<Rule> broken = checker(page).analyze().getViolations();
        assertThat(broken.stream()
                        .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                        .map(BrowserTest::described))
                .as("axe on " + page.url())
                .isEmpty();
    }

    /**
     * The shop's pages have no frames of other origins, and without these legacy mode sees the same in a quarter of the
     * time. Of rules that hold nothing is told.
     */
    private static AxeBuilder checker(Page page) {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).options(options).withTags(WCAG).setLegacyMode(true);
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

    /** Axe, a picture, and whether the page fits its window and the narrowest one there is. */
    protected static void look(Page page, String name) {
        axe(page);
        screenshot(page, name);
        fits(page, name);
        ViewportSize window = page.viewportSize();
        if (window.width > NARROWEST) {
            page.setViewportSize(NARROWEST, window.height);
            fits(page, name);
            page.setViewportSize(window.width, window.height);
        }
    }

    /** Fails if the page has to be scrolled sideways; what is drawn by script may take a moment to fit. */
    protected static void fits(Page page, String name) {
        assertThat(page.evaluate("""
                        async () => {
                          const over = () => Math.max(document.documentElement.scrollWidth - innerWidth, 0);
                          for (let tries = 0; tries < 30 && over() > 0; tries++) {
                            await new Promise(later => setTimeout(later, 100));
                          }
                          return over();
                        }"""))
                .as(name + " is wider than its window of " + page.viewportSize().width + " by")
                .isEqualTo(0);
    }

    /** An empty page of somebody who has signed in already, without a window: two pages fewer to draw. */
    protected Page signedIn(Visitor visitor, String email) {
        HttpVisitor http = new HttpVisitor(port);
        http.signIn(email);
        Page page = visitor.page();
        page.context().addCookies(List.of(new Cookie("SESSION", http.session().orElseThrow()).setUrl(address("/"))));
        return page;
    }

    protected Page signedIn(Visitor visitor, Account account) {
        return signedIn(visitor, account.email());
    }

    /** The page on this path for this customer. */
    protected Page signedIn(Visitor visitor, Account account, String path) {
        Page page = signedIn(visitor, account);
        page.navigate(path);
        return page;
    }

    /** Fills in and sends the form, in whatever language it is. */
    protected static void signIn(Page page, Account account) {
        page.locator("#email").fill(account.email());
        page.locator("#password").fill(Customers.PASSWORD);
        page.locator("main form button").click();
    }

    /** The button with exactly this name. */
    protected static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    protected static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    protected static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    /** Takes what the browser has complained about so far: the test answers for it and does not fail by it. */
    protected List<String> complaints() {
        return open.stream().flatMap(window -> window.watch().taken().stream()).toList();
    }

    private Page page(Browser.NewContextOptions options) {
        Windows.Window window = windows.open(options.setBaseURL(address("/")), MILLISECONDS_TO_WAIT);
        open.add(window);
        return window.page();
    }

    private class Session implements BeforeEachCallback, AfterTestExecutionCallback {

        @Override
        public void beforeEach(ExtensionContext test) {
            windows = RunningChromium.of(test);
        }

        @Override
        public void afterTestExecution(ExtensionContext test) {
            boolean well = false;
            try {
                if (test.getExecutionException().isPresent()) {
                    picture(test.getRequiredTestClass().getSimpleName() + "."
                            + test.getRequiredTestMethod().getName());
                } else {
                    assertThat(complaints())
                            .as("what the browser complains about")
                            .isEmpty();
                    well = true;
                }
            } finally {
                for (Windows.Window window : open) {
                    windows.close(window, well);
                }
            }
        }

        private void picture(String name) {
            List<Page> pages = open.stream()
                    .flatMap(window -> window.page().context().pages().stream())
                    .toList();
            for (int number = 0; number < pages.size(); number++) {
                screenshot(pages.get(number), "failed/" + name + "-" + number);
            }
        }
    }
}
