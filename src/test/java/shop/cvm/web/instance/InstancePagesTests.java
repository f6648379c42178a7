package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

@ShopTest
@Tag("page")
class InstancePagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Faults faults;

    @Autowired
    private Publications publications;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    private AccountId account;
    private Pages pages;

    @BeforeEach
    void aCustomerWithMoney() {
        Account customer = customers.account();
        account = customer.id();
        customers.credit(account, "10000.00");
        pages = Pages.of(mvc, customer);
    }

    @Test
    void whoHasNoInstanceIsToldHowToGetOne() {
        Document page = pages.page("/instances");

        assertThat(page.select("main p").eachText()).contains("You have no instance yet.");
        assertThat(page.select("main a.btn").eachText()).containsExactly("Configure an instance");
        assertThat(page.select("table")).isEmpty();
    }

    @Test
    void theListTellsStateAddressAndPriceOfEveryInstance() {
        Instance prepaid = bought(Specs.prepaid());
        Instance postpaid = bought(Specs.postpaid());

        Document pending = pages.page("/instances");
        assertThat(pending.selectFirst("table").attr("aria-label")).isEqualTo("Instances");
        assertThat(row(pending, prepaid)).contains("Creating", "Assigning, usually under 5 minutes", "Prepaid");
        String news = pending.selectFirst("#instances").attr("hx-get");
        assertThat(pages.get(news).getStatus()).isEqualTo(204);

        letFinish();
        Document ready = pages.page(news);
        assertThat(row(ready, prepaid))
                .contains(
                        "Running",
                        "Guangzhou Zone 3",
                        "S5.MEDIUM4",
                        "days left",
                        now(prepaid).publicIp().get());
        assertThat(row(ready, postpaid))
                .contains(
                        "Postpaid",
                        "¥" + show.rate(pricing.quote(Specs.postpaid(), 1).perHour()) + " / h");
        assertThat(ready.select("button[data-copy]").eachAttr("aria-label"))
                .contains("Copy IP address " + now(prepaid).publicIp().get());
        assertThat(ready.select("button[data-copy]")).allMatch(button -> button.hasAttr("hidden"));
        assertThat(ready.selectFirst("#instances").attr("hx-get")).isEmpty();
    }

    @Test
    void aFailedInstanceIsShownWithItsReasonAndItsRefundAndNothingToConnectTo() throws Exception {
        instances.advanceDue();
        Instance failed = bought(Specs.prepaid());
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        faults.switchAllOff();
        clock.advance(Duration.ofSeconds(1));
        instances.advanceDue();
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();

        Document page = pages.page("/instances/" + failed.id());
        assertThat(page.selectFirst(".note-bad").text())
                .contains("This instance could not be created.", "No host had room in Guangzhou Zone 3.")
                .contains(show.total(failed.cost().unitTotal()) + " went back to your balance at");
        assertThat(page.selectFirst(".note-bad a").attr("href")).contains("S5.MEDIUM4");
        assertThat(page.text()).doesNotContain("User name:").doesNotContain("days left");
        assertThat(row(pages.page("/instances"), failed))
                .contains("Failed", "Not charged")
                .doesNotContain("expires");
    }

    @Test
    void theListIsReadInPages() {
        for (int i = 0; i <= Instances.PAGE_SIZE / 10; i++) {
            buy(Specs.prepaid(), 10);
        }

        Document first = pages.page("/instances");
        assertThat(first.select("tbody tr")).hasSize(Instances.PAGE_SIZE);
        assertThat(pages.page(first.selectFirst("nav.tools a").attr("href")).select("tbody tr"))
                .hasSize(10);
    }

    @Test
    void theInstanceShowsHowToConnectAsSoonAsItHasItsAddress() {
        Instance instance = bought(Specs.prepaid());
        Document pending = page(instance);
        assertThat(pending.text()).contains("The IP address will display in 1 to 5 minutes");
        assertThat(pending.select("code")).isEmpty();
        String news = pending.selectFirst("#instance").attr("hx-get");
        assertThat(pages.get(news).getStatus()).isEqualTo(204);

        letFinish();

        Document ready = pages.page(news);
        assertThat(ready.selectFirst(".copy code").text())
                .isEqualTo("ssh ubuntu@" + now(instance).publicIp().get());
        assertThat(ready.selectFirst("#instance-news").text()).isEqualTo("State: Running");
        assertThat(ready.select("dd").eachText())
                .contains("Guangzhou Zone 3", "50 GB Premium Cloud Disk", "1 Mbps by bandwidth");
        assertThat(ready.select("dd").text()).contains("172.16.32.0/20", instance.orderNumber());
        assertThat(ready.select("li").eachText()).contains("In: TCP, port 22, from 0.0.0.0/0");
        assertThat(ready.selectFirst(".slip").text()).contains("Prepaid, 1 month", "Does not renew itself.");
    }

    @Test
    void anInstanceWithoutBandwidthIsReachedFromInside() {
        Instance instance = bought(Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 0));
        assertThat(page(instance).text()).contains("The IP address will display within 10 minutes");

        letFinish();

        Document page = page(instance);
        assertThat(page.selectFirst(".copy code").text())
                .isEqualTo("ssh ubuntu@" + now(instance).privateIp().get());
        assertThat(page.text()).contains("none, because no bandwidth was bought");
        assertThat(page.selectFirst(".slip").text()).contains("Frozen");
    }

    @Test
    void aRandomPasswordIsShownOnce() {
        Instance instance = bought(Specs.prepaid());
        assertThat(page(instance).text()).doesNotContain("Show password");
        letFinish();
        assertThat(page(instance).select("form button").eachText()).contains("Show password");

        MockHttpServletResponse shown = view(instance);

        String password = Pages.read(shown).selectFirst("#initial-password").text();
        assertThat(shown.getStatus()).isEqualTo(200);
        assertThat(shown.getHeader("Cache-Control")).contains("no-store");
        assertThat(password).hasSize(16);
        assertThat(page(instance).html()).doesNotContain(password).doesNotContain("Show password");
        assertThat(view(instance).getRedirectedUrl()).isEqualTo("/instances/" + instance.id());
    }

    @Test
    void theSameFormSentTwiceShowsThePasswordBothTimes() {
        Instance instance = bought(Specs.prepaid());
        letFinish();
        String form = page(instance).selectFirst("input[name=form]").val();

        String first = shownTo(instance, form);

        assertThat(shownTo(instance, form)).isEqualTo(first);
        assertThat(page(instance).html()).doesNotContain(first).doesNotContain("Show password");
    }

    private String shownTo(Instance instance, String form) {
        return Pages.read(pages.post("/instances/" + instance.id() + "/password/view", Map.of("form", form)))
                .selectFirst("#initial-password")
                .text();
    }

    @Test
    void strangersFindNothing() {
        Instance instance = bought(Specs.prepaid());
        Pages stranger = Pages.of(mvc, customers.account());

        assertThat(stranger.get("/instances/" + instance.id()).getStatus()).isEqualTo(404);
        assertThat(stranger.post("/instances/" + instance.id() + "/password/view", Map.of())
                        .getStatus())
                .isEqualTo(404);
        assertThat(pages.get("/instances/ins-nothing").getStatus()).isEqualTo(404);
        assertThat(pages.get("/instances/%E4%B8%AD%22").getStatus()).isEqualTo(404);
    }

    @Test
    void everythingIsThereInChinese() {
        Instance instance = bought(Specs.prepaid());
        letFinish();
        Pages chinese = pages.in(Locale.CHINESE);

        assertThat(row(chinese.page("/instances"), instance)).contains("运行中", "广州三区", "包年包月");
        assertThat(chinese.page("/instances/" + instance.id()).text()).contains("连接", "内网 IP", "查看密码");
    }

    private Document page(Instance instance) {
        return pages.page("/instances/" + instance.id());
    }

    private MockHttpServletResponse view(Instance instance) {
        return pages.post("/instances/" + instance.id() + "/password/view", Map.of());
    }

    private static String row(Document page, Instance instance) {
        return page.select("tbody tr").stream()
                .filter(row -> row.text().contains(instance.id().instanceId()))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private Instance bought(InstanceSpec spec) {
        return buy(spec, 1).get(0);
    }

    private List<Instance> buy(InstanceSpec spec, int count) {
        Order order = orders.place(
                account, List.of(Purchases.of(spec, count)), UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        return instances.ofOrder(account, order.number().number());
    }

    private Instance now(Instance instance) {
        return instances.instance(account, instance.id());
    }

    private void letFinish() {
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
    }
}
