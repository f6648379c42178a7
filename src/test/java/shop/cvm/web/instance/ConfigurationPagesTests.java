package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.ledger.Ledger;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** Another configuration: what the page offers, what it says that comes to, and what it does when that is confirmed. */
@ShopTest
@Tag("page")
class ConfigurationPagesTests {

    private static final String LARGE = "S5.LARGE8";

    private final InstanceSpec spec =
            Specs.withDisks(Specs.postpaid(), new Disk("CLOUD_PREMIUM", 50), new Disk("CLOUD_PREMIUM", 100));

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Show show;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Invariants invariants;

    private Account customer;
    private Pages pages;
    private InstanceId id;

    @BeforeEach
    void aMachineByTheHour() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        pages = Pages.of(mvc, customer);
        id = meters.buy(customer.id(), spec).id();
        // Stories may have bought all there were.
        jdbc.sql("update stock set capacity = greatest(capacity, taken + 100) where zone_id = ? and instance_type = ?")
                .params(spec.zone(), LARGE)
                .update();
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void itsPageLeadsThereAndThatOffersWhatTheZoneSells() {
        String path = "/instances/" + id + "/configuration";
        assertThat(pages.page("/instances/" + id).select("a[href=" + path + "]"))
                .hasSize(1);

        Document page = page("");

        assertThat(page.select("#type option[selected]").eachAttr("value")).containsExactly("S5.MEDIUM4");
        assertThat(page.select("#type option:not([disabled])").eachAttr("value"))
                .contains(LARGE);
        assertThat(page.select("#type option[disabled]").eachText())
                .as("what cannot be chosen says why")
                .allMatch(text -> text.endsWith("Sold out")
                        || text.endsWith("Does not run its image")
                        || text.endsWith("Has disks on its host")
                        || text.endsWith("Does not take its disks"));
        assertThat(page.select("#lines, form[method=post] input[name=token]")).isEmpty();
        assertThat(page.text()).contains("While it runs you can change bandwidth and network billing.");
    }

    @Test
    void itSaysLineByLineWhatAnotherTypeComesTo() {
        stop();
        InstanceSpec wanted = Specs.withType(spec, spec.zone(), LARGE);
        Quote quote = pricing.quote(wanted, 1);

        Document page = page("?type=" + LARGE + "&dataDisks[0].size=200");

        assertThat(rows(page)).containsKeys("vCPU and memory", "System disk", "Data disks", "Bandwidth");
        assertThat(rows(page).get("vCPU and memory"))
                .containsExactly(
                        "S5.MEDIUM4 ¥"
                                + show.rate(
                                        pricing.quote(spec, 1).lines().get(0).rate()) + " / h",
                        "S5.LARGE8 ¥" + show.rate(quote.lines().get(0).rate()) + " / h");
        assertThat(rows(page).get("Data disks").get(0)).startsWith("100 GB");
        assertThat(rows(page).get("Data disks").get(1)).startsWith("200 GB");
        assertThat(rows(page).get("Bandwidth").get(0))
                .isEqualTo(rows(page).get("Bandwidth").get(1));
        assertThat(page.selectFirst("dd.in").text())
                .isEqualTo(show.total(ledger.balance(customer.id()).frozen()));
        assertThat(pages.in(Locale.CHINESE).page(path() + "?type=" + LARGE).text())
                .contains("逐项变化", "确认调整", "重新冻结");
    }

    @Test
    void whatWasShownIsWhatIsConfirmed() {
        stop();
        Document page = page("?type=" + LARGE + "&systemDiskSize=80&dataDisks[0].size=200&bandwidth=3");
        String shown = page.selectFirst("#adjust-frozen").text();

        MockHttpServletResponse done = confirm(page);

        assertThat(done.getStatus()).isEqualTo(303);
        assertThat(done.getRedirectedUrl()).isEqualTo("/instances/" + id);
        assertThat(show.total(ledger.balance(customer.id()).frozen())).isEqualTo(shown);
        assertThat(machine().spec())
                .isEqualTo(Specs.withNetwork(
                        Specs.withDisks(
                                Specs.withType(spec, spec.zone(), LARGE),
                                new Disk("CLOUD_PREMIUM", 80),
                                new Disk("CLOUD_PREMIUM", 200)),
                        InternetChargeType.BANDWIDTH,
                        3));
        assertThat(pages.page("/instances/" + id).text()).contains("It is being given its new configuration.");
        assertThat(confirm(page).getStatus()).as("pressed twice").isEqualTo(303);
        assertThat(machine().configured()).isEqualTo(1);
        meters.deliver();
        assertThat(pages.page("/instances/" + id).text()).doesNotContain("It is being given its new configuration.");
    }

    @Test
    void anotherWindowThatWasLeftOpenChangesNothingMore() {
        Document one = page("?bandwidth=5");
        Document other = page("?bandwidth=7");
        assertThat(confirm(one).getStatus()).isEqualTo(303);

        MockHttpServletResponse refused = confirm(other);

        assertThat(refused.getStatus()).isEqualTo(409);
        Document again = Pages.read(refused);
        assertThat(again.selectFirst("#problems").text()).contains("It was changed meanwhile");
        assertThat(rows(again).get("Bandwidth").get(0)).as("as it is now").startsWith("5 Mbps");
        assertThat(machine().configuration().bandwidthMbps()).isEqualTo(5);
        assertThat(confirm(again).getStatus()).as("having looked again").isEqualTo(303);
        assertThat(machine().configuration().bandwidthMbps()).isEqualTo(7);
    }

    @Test
    void whatCannotBeDoneNowSaysWhy() {
        Document runs = page("?type=" + LARGE);
        assertThat(runs.selectFirst("#refused").text()).contains("can only be changed while it is stopped");
        assertThat(runs.select("input[name=token]")).isEmpty();
        assertThat(rows(runs)).as("what it would come to is told all the same").isNotEmpty();

        assertThat(page("?systemDiskSize=40").selectFirst("#refused").text()).contains("A disk cannot get smaller");
        Document wide = page("?bandwidth=1000");
        assertThat(wide.selectFirst("#bandwidth-err").text()).contains("outside the range of 0–100");
        assertThat(wide.selectFirst("#bandwidth").attr("value")).isEqualTo("1000");
    }

    @Test
    void nonsenseIsSaidAtItsFieldAndChangesNothing() {
        Document typed = page("?bandwidth=much&systemDiskSize=-1&dataDisks[0].size=&internetChargeType=BARTER&type=X");
        assertThat(typed.select("#problems li")).hasSize(4);
        assertThat(typed.selectFirst("#bandwidth").attr("value")).isEqualTo("much");
        assertThat(page("?type=S9.HUGE").selectFirst("#refused, #type-err")).isNotNull();
        stop();
        assertThat(page("?type=S9.HUGE").selectFirst("#type-err").text())
                .contains("There is no instance type S9.HUGE.");

        MockHttpServletResponse altered = pages.post(path(), Map.of("bandwidth", "5", "token", "t", "configured", "x"));
        assertThat(altered.getStatus()).isEqualTo(422);
        assertThat(Pages.read(altered).selectFirst("#problems").text()).contains("incomplete or altered");
        assertThat(pages.post(path(), Map.of("bandwidth", "much")).getStatus()).isEqualTo(422);
        assertThat(pages.get("/instances/ins-00000000/configuration").getStatus())
                .isEqualTo(404);
        assertThat(pages.post("/instances/ins-00000000/configuration", Map.of()).getStatus())
                .isEqualTo(404);
        assertThat(machine().configured()).isZero();
    }

    @Test
    void anotherPriceAndAnEmptyBalanceAreToldAndChangeNothing() {
        Document page = page("?bandwidth=100");
        Map<String, String> fields = fields(page);
        fields.put("total", "0.01");
        MockHttpServletResponse changed = pages.post(path(), fields);
        assertThat(changed.getStatus()).isEqualTo(409);
        assertThat(Pages.read(changed).selectFirst("#problems").text()).contains("The price has changed");

        Account poor = customers.account();
        customers.credit(poor.id(), pricing.quote(spec, 1).total().getAmount().toPlainString());
        InstanceId its = meters.buy(poor.id(), spec).id();
        Pages ofThePoor = Pages.of(mvc, poor);
        Document dear = ofThePoor.page("/instances/" + its + "/configuration?bandwidth=100");
        assertThat(dear.select("a[href=/billing/top-up].btn-l")).hasSize(1);
        assertThat(dear.select("form[method=post] button.btn-go.btn-l")).isEmpty();
        MockHttpServletResponse refused = ofThePoor.post("/instances/" + its + "/configuration", fields(dear));
        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#problems").text()).contains("is missing. Nothing was changed.");
        assertThat(instances.instance(poor.id(), its).configured()).isZero();
    }

    @Test
    void aTypeThatWasSoldMeanwhileIsToldAtItsField() {
        stop();
        Document page = page("?type=" + LARGE);
        int capacity = jdbc.sql("select capacity from stock where zone_id = ? and instance_type = ?")
                .params(spec.zone(), LARGE)
                .query(Integer.class)
                .single();
        jdbc.sql("update stock set capacity = taken where zone_id = ? and instance_type = ?")
                .params(spec.zone(), LARGE)
                .update();
        MockHttpServletResponse refused = confirm(page);
        jdbc.sql("update stock set capacity = ? where zone_id = ? and instance_type = ?")
                .params(capacity, spec.zone(), LARGE)
                .update();

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#type-err").text()).contains("None of type S5.LARGE8 is free");
        assertThat(machine().configured()).isZero();
    }

    private void stop() {
        instances.power(customer.id(), id, PowerAction.STOP);
        meters.deliver();
    }

    private MockHttpServletResponse confirm(Document page) {
        return pages.post(path(), fields(page));
    }

    /** What the confirmation sends. */
    private static Map<String, String> fields(Document page) {
        Map<String, String> fields = new HashMap<>();
        page.select("section.slip form input[type=hidden]:not([name=_csrf])")
                .forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        assertThat(fields).containsKeys("token", "type", "total", "configured");
        return fields;
    }

    /** What is now and then, by component. */
    private static Map<String, List<String>> rows(Document page) {
        Map<String, List<String>> rows = new HashMap<>();
        for (Element row : page.select("#lines tbody tr")) {
            rows.put(row.selectFirst("th").text(), row.select("td").eachText());
        }
        return rows;
    }

    private Document page(String query) {
        return pages.page(path() + query.replace("[", "%5B").replace("]", "%5D"));
    }

    private String path() {
        return "/instances/" + id + "/configuration";
    }

    private Instance machine() {
        return instances.instance(customer.id(), id);
    }
}
