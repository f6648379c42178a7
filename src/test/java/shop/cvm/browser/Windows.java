package shop.cvm.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.databind.json.JsonMapper;

/**
 * The windows of the run's browser. One that a test is done with is kept for the next that wants one like it, and given
 * to it without cookies and as it was set up: it draws its first page, and looks through it, in a third of the time of a
 * new one, whose scripts nobody has compiled yet.
 */
final class Windows {

    /** Each is a process of its own. */
    private static final int MOST_KEPT = 12;

    private final Browser browser;
    private final Deque<Window> kept = new ArrayDeque<>();

    Windows(Browser browser) {
        this.browser = browser;
    }

    /**
     * One window.
     *
     * @param kind all that it was set up with
     */
    record Window(String kind, ColorScheme colours, ViewportSize size, Page page, Watch watch) {}

    Window open(Browser.NewContextOptions options, int millisecondsToWait) {
        String kind = JsonMapper.shared().writeValueAsString(options);
        for (Window window : kept) {
            if (window.kind().equals(kind)) {
                kept.remove(window);
                return window;
            }
        }
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(millisecondsToWait);
        Watch watch = new Watch();
        watch.over(context, options.baseURL);
        return new Window(
                kind, options.colorScheme.orElseThrow(), options.viewportSize.orElseThrow(), context.newPage(), watch);
    }

    /** @param well whether nothing went wrong in it */
    void close(Window window, boolean well) {
        if (!well || !isAsNew(window)) {
            window.page().context().close();
            return;
        }
        kept.addLast(window);
        if (kept.size() > MOST_KEPT) {
            kept.removeFirst().page().context().close();
        }
    }

    /** An empty page asks for nothing more. */
    private static boolean isAsNew(Window window) {
        Page page = window.page();
        try {
            for (Page other : page.context().pages()) {
                if (other != page) {
                    other.close();
                }
            }
            page.unrouteAll();
            page.navigate("about:blank");
            page.context().clearCookies();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(window.colours()));
            page.setViewportSize(window.size().width, window.size().height);
            window.watch().taken();
            return true;
        } catch (PlaywrightException shopIsClosed) {
            return false;
        }
    }
}
