package shop.cvm.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** The one browser of a run: started for the first test that asks, closed after the last. */
class RunningChromium implements AutoCloseable {

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    private final Windows windows;

    private RunningChromium(Path program) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(FLAGS));
        windows = new Windows(browser);
    }

    /**
     * The windows of this run's browser.
     *
     * @throws IllegalStateException on a build server that has no browser and cannot get one
     * @throws TestAbortedException on somebody's own machine without one: the tests are skipped
     */
    static Windows of(ExtensionContext test) {
        var store = test.getRoot().getStore(ExtensionContext.Namespace.create(RunningChromium.class));
        var found = store.computeIfAbsent("browser", key -> started(), Object.class);
        if (found instanceof RunningChromium running) {
            return running.windows;
        }
        throw missing(System.getenv());
    }

    /** What is thrown where there is none: it fails a build server and skips the tests of anybody else. */
    static RuntimeException missing(Map<String, String> environment) {
        return environment.containsKey("CI")
                ? new IllegalStateException(Chromium.WHAT_TO_DO)
                : new TestAbortedException(Chromium.WHAT_TO_DO);
    }

    /** The answer is kept even if it is no, so that it is looked for and installed once only. */
    private static Object started() {
        return Chromium.ofThisMachine().find().<Object>map(RunningChromium::new).orElse("none");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
