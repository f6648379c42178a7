package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.billing.Billing;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** The billing centre of somebody who has used machines for five days. */
class BillingCentreTests extends BrowserTest {

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Billing billing;

    @Autowired
    private ShopClock clock;

    private Account account;
    private String bill;
    private Instance machine;

    @BeforeEach
    void fiveDaysOfUsage() {
        meters.park();
        YearMonth month = YearMonth.from(ShopCalendar.dayOf(clock.now())).plusMonths(1);
        Instant evening = ShopCalendar.startOf(month.atDay(3)).plusSeconds(20 * 3600 + 1234);
        clock.advance(Duration.between(clock.now(), evening));
        bill = "/billing/bills/" + month;
        account = customers.account();
        customers.credit(account.id(), "10000.00");
        instances.rename(account.id(), meters.buy(account.id(), Specs.prepaid()).id(), "db-primary");
        machine = meters.buy(account.id(), Specs.postpaid());
        instances.rename(account.id(), machine.id(), "web-1");
        clock.advance(Duration.ofHours(40));
        meters.settle();
        Instance traffic =
                meters.buy(account.id(), Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 20));
        instances.rename(account.id(), traffic.id(), "构建机");
        clock.advance(Duration.ofHours(75));
        meters.settle();
    }

    @Test
    void everyPageCanBeReadByAllInBothLanguagesAndColours() {
        List<String> all = List.of("/billing", "/billing/transactions", "/billing/bills", bill, traffic());
        look(visitor(), all, "light");
        look(visitor().dark().chinese(), List.of("/billing", traffic()), "dark-zh");
        look(visitor().narrow().chinese(), List.of("/billing/bills", bill, traffic()), "390-zh");
        look(visitor().narrow().dark(), List.of("/billing", "/billing/transactions?type=top-up"), "390-dark");
    }

    @Test
    void theChartIsDrawnAndItsTableHasTheFigures() {
        Page page = signedIn(visitor(), account, "/billing");
        Locator table = page.locator("#spending table");
        assertThat(page.locator("#spending.drawn canvas")).isVisible();
        assertThat(table).isHidden();
        assertThat(page.locator("#spending canvas")).hasAttribute("role", "img");

        page.getByText("Show as table").focus();
        page.keyboard().press("Enter");
        assertThat(table).isVisible();
        assertThat(drawn(page)).isEqualTo(inTheTable(table));
        axe(page);
        screenshot(page, "centre-table");
    }

    /** What the chart's bars stand for: a column of product, days and amounts after the other. */
    private static Map<String, Map<String, BigDecimal>> drawn(Page page) {
        Object data = page.evaluate("""
                () => {
                  const {labels, datasets} = Chart.getChart(document.querySelector('#spending canvas')).data;
                  return datasets.flatMap(set => set.data.map((amount, day) => [set.label, labels[day], amount.toFixed(2)]));
                }""");
        Map<String, Map<String, BigDecimal>> bars = new TreeMap<>();
        for (Object bar : (List<?>) data) {
            List<?> one = (List<?>) bar;
            bars.computeIfAbsent((String) one.get(0), product -> new TreeMap<>())
                    .put((String) one.get(1), new BigDecimal((String) one.get(2)));
        }
        return bars;
    }

    private static Map<String, Map<String, BigDecimal>> inTheTable(Locator table) {
        List<String> products = table.locator("th[data-product]").allTextContents();
        assertThat(products).hasSize(4);
        Map<String, Map<String, BigDecimal>> cells = new TreeMap<>();
        for (Locator row : table.locator("tbody tr").all()) {
            String day = row.locator("th").textContent();
            List<String> amounts = row.locator("td").allTextContents();
            for (int column = 0; column < products.size(); column++) {
                cells.computeIfAbsent(products.get(column), product -> new TreeMap<>())
                        .put(day, new BigDecimal(amounts.get(column).replace(",", "")));
            }
        }
        assertThat(cells.values())
                .as("something was spent on each product")
                .allMatch(days -> days.size() == 30 && days.values().stream().anyMatch(amount -> amount.signum() > 0));
        return cells;
    }

    @Test
    void whyAnAmountIsWhatItIsOpensByKeyboard() {
        Page page = signedIn(visitor(), account, bill + "/instances/" + machine.id() + "?product=compute");
        Locator why = page.locator("tbody summary").first();
        Locator because = page.locator("tbody .because").first();
        assertThat(because).isHidden();

        why.focus();
        page.keyboard().press("Enter");

        assertThat(because).isVisible();
        assertThat(because).containsText("rounded to");
        look(page, "centre-why");
    }

    @Test
    void withoutScriptTheTableIsOpenAndChoicesAreForms() {
        Page page = signedIn(visitor().withoutScript(), account, "/billing");
        assertThat(page.locator("#spending table")).isVisible();
        assertThat(page.locator("#spending canvas")).isHidden();
        screenshot(page, "centre-no-script");

        page.navigate("/billing/transactions");
        page.locator("#type").selectOption("top-up");
        page.locator("main form button").click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("#type")).hasValue("top-up");
    }

    private String traffic() {
        return bill + "/lines?product=traffic&day=" + bill.substring(bill.lastIndexOf('/') + 1) + "-07";
    }

    private static String nameOf(String path) {
        return path.replaceAll("[?].*", "")
                .replaceAll("/[0-9-]+", "/month")
                .replace('/', '-')
                .substring(1);
    }

    private void look(Visitor visitor, List<String> pages, String name) {
        Page page = signedIn(visitor, account);
        for (String path : pages) {
            page.navigate(path);
            if (path.equals("/billing")) {
                assertThat(page.locator("#spending.drawn")).isVisible();
            }
            if (path.contains("lines")) {
                page.locator("tbody summary").first().click();
            }
            look(page, "centre" + nameOf(path) + "-" + name);
        }
    }
}
