package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** Several hourly instances configured alike on one page, without script: each by itself, with a result for each. */
@ShopTest
@Tag("page")
class ConfigurationsPagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Show show;

    private Account customer;
    private Pages pages;
    private List<Instance> machines;
    private String page;

    @BeforeEach
    void twoHourlyMachines() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        pages = Pages.of(mvc, customer);
        machines = meters.buy(customer.id(), Specs.postpaid(), 2);
        page = "/instances/configuration?id=" + machines.get(0).id() + ","
                + machines.get(1).id();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void fromTheListToAnotherBandwidthForEachOnce() {
        Instance prepaid = meters.buy(customer.id(), Specs.prepaid());
        assertThat(pages.page("/instances").select("button[value=CONFIGURE]").text())
                .isEqualTo("Change configuration");
        String ids = machines.get(0).id() + "," + machines.get(1).id() + "," + prepaid.id();
        String asked = pages.post("/instances/bulk?id=" + ids, Map.of("action", "CONFIGURE"))
                .getRedirectedUrl();
        Document open = pages.page(asked);
        assertThat(open.select("form[method=post][action=/instances/configuration]"))
                .as("nothing is chosen yet")
                .isEmpty();
        assertThat(open.select("#type option:not([disabled])")).hasSizeGreaterThan(1);

        Document chosen = pages.page(asked + "&bandwidth=3");

        assertThat(chosen.select("tbody tr")).hasSize(2);
        assertThat(chosen.select("tbody").text())
                .contains(
                        "S5.MEDIUM4, 1 Mbps",
                        "S5.MEDIUM4, 3 Mbps",
                        show.total(machines.get(0).cost().unitTotal()));
        assertThat(chosen.select(".note-warn li").text())
                .isEqualTo(prepaid.id()
                        + ": It is paid in advance: what changes it is an order of its own, on its own page.");
        assertThat(pages.in(Locale.CHINESE).page(asked + "&bandwidth=3").text()).contains("批量调整配置", "3 Mbps");
        Map<String, String> form = form(chosen);
        for (int sent = 0; sent < 2; sent++) {
            MockHttpServletResponse done = pages.post("/instances/configuration", form);
            assertThat(done.getStatus()).isEqualTo(303);
            assertThat(done.getRedirectedUrl()).startsWith("/instances?");
            meters.deliver();
        }

        assertThat(machines).allSatisfy(one -> {
            assertThat(now(one).configuration().bandwidthMbps()).isEqualTo(3);
            assertThat(now(one).configured()).as("sent again it does nothing").isEqualTo(1);
        });
        assertThat(now(prepaid).configuration().bandwidthMbps()).isEqualTo(1);
    }

    @Test
    void whatCannotBeIsSaidOfEach() {
        instances.power(customer.id(), machines.get(0).id(), PowerAction.STOP);
        meters.deliver();

        Document chosen = pages.page(page + "&type=S5.MEDIUM8");

        assertThat(chosen.select("tbody tr")).hasSize(1);
        assertThat(chosen.select(".note-warn li").text())
                .startsWith(
                        machines.get(1).id() + ": Its model and its disks can only be changed while it is stopped.");
        pages.post("/instances/configuration", form(chosen));
        meters.deliver();
        assertThat(now(machines.get(0)).configuration().instanceType()).isEqualTo("S5.MEDIUM8");
        assertThat(now(machines.get(1)).configuration().instanceType()).isEqualTo("S5.MEDIUM4");
        assertThat(pages.page(page + "&bandwidth=100000")
                        .select(".note-warn li")
                        .eachText())
                .hasSize(2)
                .allMatch(line -> line.endsWith("That is not sold for it."));
        Document wrong = pages.page(page + "&bandwidth=much");
        assertThat(wrong.selectFirst("#bandwidth-err").text()).isEqualTo("Enter a whole number.");
    }

    @Test
    void whereTheBalanceReachesForOneTheOtherStaysAsItIs() {
        Document chosen = pages.page(page + "&bandwidth=5");
        Map<String, String> form = form(chosen);
        meters.spendAllBut(customer.id(), Cny.of("0.30"));
        assertThat(pages.page(page + "&bandwidth=5").select("dd.bad")).hasSize(1);

        pages.post("/instances/configuration", form);
        meters.deliver();

        assertThat(machines.stream().filter(one -> now(one).configuration().bandwidthMbps() == 5))
                .hasSize(1);
        assertThat(ledger.balance(customer.id()).available().isNegative()).isFalse();
    }

    @Test
    void whatTheFormDidNotShowIsNotChanged() {
        Map<String, String> form = form(pages.page(page + "&bandwidth=2"));
        form.put(machines.get(0).id().instanceId(), "0:0.01:0.01");
        form.put(machines.get(1).id().instanceId(), "nonsense");

        pages.post("/instances/configuration", form);

        assertThat(machines).allSatisfy(one -> assertThat(now(one).configured()).isZero());
        form.remove("token");
        assertThat(pages.post("/instances/configuration", form).getStatus()).isEqualTo(422);
        Pages stranger = Pages.of(mvc, customers.account());
        assertThat(stranger.page(page + "&bandwidth=2").select("tbody tr")).isEmpty();
    }

    private Instance now(Instance one) {
        return instances.instance(customer.id(), one.id());
    }

    private static Map<String, String> form(Document page) {
        Map<String, String> fields = new HashMap<>();
        page.select("form[method=post][action=/instances/configuration] input[type=hidden]")
                .forEach(field -> fields.merge(field.attr("name"), field.val(), (one, other) -> one + "," + other));
        return fields;
    }
}
