package shop.cvm.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
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
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.order.RenewalPeriod;
import shop.cvm.order.Renewals;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** Renewing with less bandwidth on the page of one machine, without script. */
@ShopTest
@Tag("page")
class LoweredBandwidthPagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    @Autowired
    private Renewals renewals;

    @Autowired
    private JdbcClient jdbc;

    private Account customer;
    private Pages pages;
    private Instance machine;
    private String path;

    @BeforeEach
    void aMachineWithFiveMbps() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
        pages = Pages.of(mvc, customer);
        machine = meters.buy(customer.id(), Specs.withNetwork(Specs.prepaid(), InternetChargeType.BANDWIDTH, 5));
        path = "/instances/" + machine.id() + "/renewal";
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void itIsExplainedBeforeItIsOrderedAndAfterwards() {
        String from = show.time(machine.expiresAt().orElseThrow());
        String said = "2 Mbps from " + from + " on, 5 Mbps until then";
        Document before = pages.page(path);
        assertThat(before.selectFirst("#bandwidth").attr("max")).isEqualTo("5");
        assertThat(before.selectFirst("#bandwidth").val()).isEqualTo("5");
        assertThat(before.selectFirst("#bandwidth-hint").text()).contains("stays as it is until the new time begins");

        Document page = pages.page(path + "?months=1&bandwidth=2");

        assertThat(page.select("tbody").text()).contains(said);
        assertThat(page.select("details .lines").text()).contains("2 Mbps").doesNotContain("5 Mbps");
        assertThat(page.selectFirst("#order-total").text())
                .isNotEqualTo(before.selectFirst("#order-total").text());
        String chinese =
                pages.in(Locale.CHINESE).page(path + "?months=1&bandwidth=2").text();
        assertThat(chinese).contains("自 " + from + " 起为 2 Mbps，在此之前为 5 Mbps", "新时长的带宽");
        String order = pages.post(path, form(page)).getRedirectedUrl();
        assertThat(pages.page(order).text()).contains(said);
        pages.post(order + "/payment", Map.of("method", "BALANCE"));

        assertThat(pages.page(order).text()).contains(said);
        assertThat(pages.page("/instances/" + machine.id()).text()).contains("Bandwidth from " + from + " 2 Mbps");
        assertThat(pages.in(Locale.CHINESE).page("/instances/" + machine.id()).text())
                .contains(from + " 起的带宽");
        Document again = pages.page(path);
        assertThat(again.select("#bandwidth")).isEmpty();
        assertThat(again.text()).contains("It was renewed with 2 Mbps from " + from + " on");
        assertThat(pages.page("/instances/" + machine.id() + "/configuration?internetChargeType=BANDWIDTH&bandwidth=8")
                        .text())
                .contains("It was renewed with less bandwidth.");
        clock.advanceTo(machine.expiresAt().orElseThrow());
        instances.expireDue();
        meters.deliver();
        assertThat(pages.page("/instances/" + machine.id()).text())
                .contains("Bandwidth lowered to 2 Mbps, as it was renewed");
    }

    @Test
    void whatCannotBeSaysWhatCan() {
        for (String wrong : new String[] {"6", "0", "-1", "much", "99999"}) {
            Document page = pages.page(path + "?bandwidth=" + wrong);
            assertThat(page.selectFirst("#bandwidth-err").text()).isEqualTo("Enter a whole number from 1 to 5.");
            assertThat(page.selectFirst("#bandwidth").val()).isEqualTo(wrong);
            Map<String, String> form = form(page);
            form.put("bandwidth", wrong);
            MockHttpServletResponse refused = pages.post(path, form);
            assertThat(refused.getStatus()).as(wrong).isEqualTo(422);
            assertThat(Pages.read(refused).select("#problems a[href=#bandwidth]"))
                    .hasSize(1);
        }
        assertThat(pages.page("/orders").text()).doesNotContain("Renewal of");
    }

    @Test
    void severalAndThoseInTheRecycleBinHaveNoChoice() {
        Instance other = meters.buy(customer.id(), Specs.prepaid());
        assertThat(pages.page("/instances/renewal?id=" + machine.id() + "," + other.id())
                        .select("#bandwidth"))
                .isEmpty();
        clock.advanceTo(machine.expiresAt().orElseThrow());
        instances.expireDue();
        meters.deliver();

        Document bin = pages.page(path + "?bandwidth=2");
        assertThat(bin.select("#bandwidth")).isEmpty();
        Map<String, String> form = form(bin);
        form.put("bandwidth", "2");
        MockHttpServletResponse refused = pages.post(path, form);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Pages.read(refused).selectFirst("#problems").text())
                .contains("The bandwidth of " + machine.id() + " cannot be chosen now.");
        RenewalRow row = RenewalRow.of(renewals.offer(customer.id(), machine.id(), RenewalPeriod.of(1), 2));
        assertThat(row.refusal()).isEqualTo("order.renewal.refused.bandwidth");
    }

    @Test
    void anOrderWhoseMachineExpiredSaysWhyItWasClosed() {
        String order = pages.post(path, form(pages.page(path + "?months=1&bandwidth=2")))
                .getRedirectedUrl();
        Instant expiry = machine.expiresAt().orElseThrow();
        jdbc.sql("update orders set pay_until = ? where order_number = ?")
                .params(Timestamp.from(expiry.plusSeconds(900)), order.substring("/orders/".length()))
                .update();
        clock.advanceTo(expiry);
        instances.expireDue();
        meters.deliver();

        MockHttpServletResponse refused = pages.post(order + "/payment", Map.of("method", "BALANCE"));

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#problems").text())
                .contains("Not paid: the bandwidth of the instance cannot be lowered as ordered any more");
        String heading = "Renewal closed: the bandwidth cannot be lowered any more";
        Document closed = pages.page(order);
        assertThat(closed.title()).startsWith(heading);
        assertThat(closed.selectFirst("h1").text()).isEqualTo(heading);
        assertThat(closed.selectFirst("main").text())
                .contains("In the recycle bin its bandwidth stays as it is", "Renew again")
                .doesNotContain("gone", "released");
        Document chinese = pages.in(Locale.CHINESE).page(order);
        assertThat(chinese.selectFirst("h1").text()).isEqualTo("续费订单已关闭：带宽已不能降低");
        String next = pages.post(path, form(pages.page(path))).getRedirectedUrl();
        pages.post(next + "/payment", Map.of("method", "BALANCE"));
        meters.deliver();
        assertThat(pages.page(order).selectFirst("h1").text())
                .as("although it was renewed since")
                .isEqualTo(heading);
    }

    private static Map<String, String> form(Document page) {
        Map<String, String> fields = new HashMap<>();
        page.select("form[method=post] input[type=hidden]")
                .forEach(field -> fields.put(field.attr("name"), field.val()));
        return fields;
    }
}
