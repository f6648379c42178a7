package shop.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import shop.cvm.browser.Chromium;

/**
 * How long a customer waits for a change on the purchase page: from the press in Chromium until what came back is in the
 * page and drawn. The shop has just started and answers to nobody else.
 */
final class ChangeBenchmark {

    private static final int MILLISECONDS_PROMISED = 300;

    /** Does something to a control and gives the milliseconds until the frame after the answer has settled. */
    private static final String WAIT = """
            ([selector, value]) => new Promise((done, fail) => {
              const control = document.querySelector(selector);
              if (!control || control.disabled) {
                fail(new Error('Nothing to change at ' + selector));
                return;
              }
              setTimeout(() => fail(new Error('No answer to ' + selector)), 20000);
              const pressed = performance.now();
              document.addEventListener('htmx:afterSettle', () => requestAnimationFrame(() =>
                setTimeout(() => done(performance.now() - pressed))), {once: true});
              if (value === null) {
                control.click();
              } else {
                control.value = value;
                control.dispatchEvent(new Event('change', {bubbles: true}));
              }
            })
            """;

    /**
     * One change.
     *
     * @param value of a field or list; empty for what is pressed
     */
    private record Change(String selector, String value) {

        List<Object> arguments() {
            List<Object> arguments = new ArrayList<>();
            arguments.add(selector);
            arguments.add(value.isEmpty() ? null : value);
            return arguments;
        }
    }

    /** What somebody may do who looks around before buying: every control at least once, the largest answers included. */
    private static final List<Change> CHANGES = List.of(
            press("chargeType-POSTPAID_BY_HOUR"),
            press("chargeType-PREPAID"),
            press("region-ap-shanghai"),
            press("region-ap-beijing"),
            press("region-ap-hongkong"),
            press("region-ap-guangzhou"),
            press("zone-ap-guangzhou-4"),
            press("zone-ap-guangzhou-3"),
            press("series-3"),
            press("series-5"),
            press("family-M5"),
            press("family-S5"),
            press("type-S5\\.LARGE8"),
            press("type-S5\\.2XLARGE16"),
            press("sort-month"),
            choose("#vcpu", "4"),
            press("imageOs-Windows"),
            press("imageOs-Ubuntu"),
            choose("#systemDiskType", "CLOUD_SSD"),
            choose("#systemDiskSize", "100"),
            press("addDisk"),
            choose("#data-disk-size-0", "200"),
            press("internetChargeType-TRAFFIC"),
            press("internetChargeType-BANDWIDTH"),
            choose("#bandwidth", "10"),
            choose("#name", "web-{R:1}"),
            press("login-PASSWORD"),
            choose("#count", "5"),
            new Change("input[name=period]:not(:checked)", ""));

    private final int port;
    private final Report report;

    ChangeBenchmark(int port, Report report) {
        this.port = port;
        this.report = report;
    }

    private static Change press(String id) {
        return new Change("#" + id, "");
    }

    private static Change choose(String selector, String value) {
        return new Change(selector, value);
    }

    void run() {
        Path program =
                Chromium.ofThisMachine().find().orElseThrow(() -> new IllegalStateException(Chromium.WHAT_TO_DO));
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
            Page page = browser.newPage();
            page.navigate("http://127.0.0.1:" + port + "/");
            List<Double> waits = new ArrayList<>();
            for (Change change : CHANGES) {
                waits.add(((Number) page.evaluate(WAIT, change.arguments())).doubleValue());
            }
            System.out.println(
                    "Changes, in ms: " + waits.stream().map(Math::round).toList());
            Collections.sort(waits);
            String what = "a change on the purchase page, pressed to drawn in Chromium, " + waits.size() + " changes, ";
            report.atMost(what + "in the middle", MILLISECONDS_PROMISED, waits.get(waits.size() / 2), " ms");
            report.atMost(what + "at worst", MILLISECONDS_PROMISED, waits.get(waits.size() - 1), " ms");
        }
    }
}
