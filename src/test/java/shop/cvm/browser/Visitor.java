package shop.cvm.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Somebody at a browser of their own, without cookies of others: a wide window, light, English, with script, unless told
 * otherwise.
 */
public final class Visitor {

    private final Function<Browser.NewContextOptions, Page> opening;
    private final Browser.NewContextOptions options = new Browser.NewContextOptions()
            .setViewportSize(1280, 900)
            .setLocale("en-US")
            .setColorScheme(ColorScheme.LIGHT)
            .setReducedMotion(ReducedMotion.REDUCE);

    Visitor(Function<Browser.NewContextOptions, Page> opening) {
        this.opening = opening;
    }

    /** A phone: 390 by 844. */
    public Visitor narrow() {
        return with(options -> options.setViewportSize(390, 844));
    }

    public Visitor dark() {
        return with(options -> options.setColorScheme(ColorScheme.DARK));
    }

    public Visitor chinese() {
        return with(options -> options.setLocale("zh-CN"));
    }

    public Visitor withoutScript() {
        return with(options -> options.setJavaScriptEnabled(false));
    }

    /** Any other setting of Playwright. */
    public Visitor with(Consumer<Browser.NewContextOptions> setting) {
        setting.accept(options);
        return this;
    }

    /** A page on the shop's path, such as {@code "/orders"}; {@code page.navigate("/")} takes paths as well. */
    public Page open(String path) {
        Page page = page();
        page.navigate(path);
        return page;
    }

    /** An empty page. */
    public Page page() {
        return opening.apply(options);
    }
}
