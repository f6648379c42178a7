package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.joda.money.Money;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
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
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.AdjustmentOffer;
import shop.cvm.order.Adjustments;
import shop.cvm.order.Orders;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.pricing.Adjustment;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** Changes of prepaid machines and conversions on pages: what they come to, their orders, and what became of them. */
@ShopTest
@Tag("page")
class AdjustmentPagesTests {

    private static final String LARGE = "S5.LARGE8";

    private final InstanceSpec spec = Specs.prepaid().withMonths(12);

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Meters meters;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Show show;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    private Account customer;
    private Pages pages;
    private InstanceId id;

    @BeforeEach
    void aMachineForAYear() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
        pages = Pages.of(mvc, customer);
        id = meters.buy(customer.id(), spec).id();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void anUpgradeIsExplainedOrderedAndPaid() {
        assertThat(pages.page("/instances/" + id).select("a[href=" + path() + "]"))
                .hasSize(1);
        stop();
        Adjustment adjustment = offer(Specs.withType(spec, spec.zone(), LARGE)).adjustment();
        Money fee = adjustment.fee();

        Document page = page("?type=" + LARGE);

        assertThat(page.select("#type option:not([disabled])").eachText())
                .anyMatch(text -> text.startsWith(LARGE) && text.endsWith("/ month"));
        Map<String, List<String>> rows = rows(page);
        assertThat(rows.get("vCPU and memory").get(1)).startsWith(LARGE);
        assertThat(rows.get("vCPU and memory").get(2)).isEqualTo(show.amount(fee));
        assertThat(page.select("#lines li").eachText())
                .singleElement()
                .asString()
                .contains("for " + adjustment.days() + " of 365 ÷ 12 days");
        assertThat(rows.get("System disk").get(2)).isEqualTo("unchanged");
        assertThat(page.selectFirst("#adjust-due").text()).isEqualTo(show.total(fee));

        MockHttpServletResponse ordered = confirm(page);
        String order = ordered.getHeader("Location");
        assertThat(order).startsWith("/orders/");
        assertThat(confirm(page).getHeader("Location")).as("pressed twice").isEqualTo(order);
        Document open = pages.page(order);
        assertThat(open.selectFirst("h1").text()).isEqualTo("Pay for your change");
        assertThat(open.text()).contains("Change of " + id + ": " + LARGE + ", 1 Mbps");
        assertThat(open.select("input[name=method]")).hasSize(4);
        assertThat(open.selectFirst("#order-total").text()).isEqualTo(show.total(fee));
        assertThat(page("?type=" + LARGE).selectFirst("#refused").text())
                .contains("in an order that can still be paid");

        assertThat(pages.post(order + "/payment", Map.of("method", "BALANCE")).getStatus())
                .isEqualTo(303);
        Document paid = pages.page(order);
        assertThat(paid.selectFirst("h1").text()).isEqualTo("Your instance is changed");
        assertThat(paid.select("ol.prog li b").eachText()).contains("Changed");
        assertThat(pages.page("/orders").text()).contains("Change of " + id);
        assertThat(pages.page("/billing/transactions").text()).contains("Change of configuration, order");
        assertThat(machine().configuration().instanceType()).isEqualTo(LARGE);
        meters.deliver();
    }

    @Test
    void whatIsPaidBackIsExplainedAndConfirmedOnce() {
        clock.advance(Duration.ofDays(3));
        AdjustmentOffer offer = offer(Specs.withNetwork(spec, InternetChargeType.TRAFFIC, 5));
        Document page = page("?internetChargeType=TRAFFIC&bandwidth=5");
        assertThat(page.selectFirst("#adjust-due").text())
                .isEqualTo(show.total(offer.adjustment().refund()));
        assertThat(page.select("#lines li").eachText())
                .singleElement()
                .asString()
                .contains("paid, less")
                .contains("for its use");
        assertThat(page.text())
                .contains("The network billing method can be changed 2 times in all. This is change number 1.");
        Money before = ledger.balance(customer.id()).balance();

        String order = confirm(page).getHeader("Location");

        assertThat(order).startsWith("/orders/");
        Document done = pages.page(order);
        assertThat(done.selectFirst("#order-paid-back").text())
                .isEqualTo(show.total(offer.adjustment().refund()));
        assertThat(confirm(page).getHeader("Location")).as("pressed twice").isEqualTo(order);
        assertThat(ledger.balance(customer.id()).balance())
                .isEqualTo(before.plus(offer.adjustment().refund()));
        assertThat(pages.page("/instances/return?id=" + id).text())
                .contains("Left of what was paid when it got cheaper");
        assertThat(pages.in(Locale.SIMPLIFIED_CHINESE)
                        .page(order)
                        .selectFirst("h1")
                        .text())
                .isEqualTo("实例配置已变更");
    }

    @Test
    void whatCannotBeDoneSaysWhyAndWhatWasAlteredIsNotDone() {
        assertThat(page("?type=" + LARGE).selectFirst("#refused").text()).contains("while it is stopped");
        assertThat(page("?bandwidth=0").selectFirst("#refused").text()).contains("can only go up");
        Document page = page("?bandwidth=5");
        Map<String, String> fields = fields(page);
        fields.put("total", "0.01");
        MockHttpServletResponse cheap = pages.post(path(), fields);
        assertThat(cheap.getStatus()).isEqualTo(409);
        assertThat(Pages.read(cheap).selectFirst("#problems").text()).contains("The price has changed");
        fields.remove("at");
        assertThat(pages.post(path(), fields).getStatus()).isEqualTo(422);
        fields.put("at", "yesterday");
        assertThat(pages.post(path(), fields).getStatus()).isEqualTo(422);
        assertThat(orders.orders(customer.id(), 0).getTotalElements()).isEqualTo(1);
    }

    @Test
    void aVoidOrderSaysWhyAndWhereToChooseAgain() {
        stop();
        String order = confirm(page("?type=" + LARGE)).getHeader("Location");
        instances.power(customer.id(), id, PowerAction.START);
        meters.deliver();

        MockHttpServletResponse refused = pages.post(order + "/payment", Map.of("method", "BALANCE"));

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#problems").text())
                .contains("not what it was when this was ordered");
        Document closed = pages.page(order);
        assertThat(closed.text()).contains("was started before this order was paid");
        assertThat(closed.select("a[href=" + path() + "]").eachText()).contains("Choose again");
        assertThat(pages.in(Locale.SIMPLIFIED_CHINESE).page(order).text()).contains("付款之前实例已开机");
    }

    @Test
    void anHourlyMachineIsConvertedFromItsPageAndFromTheList() {
        InstanceId hourly = meters.buy(
                        customer.id(), Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 5))
                .id();
        InstanceId byBandwidth = meters.buy(customer.id(), Specs.postpaid()).id();
        assertThat(pages.page("/instances/" + hourly).select("a[href=/instances/" + hourly + "/conversion]"))
                .hasSize(1);
        Document not = pages.page("/instances/" + byBandwidth);
        assertThat(not.select("a[href$=/conversion]")).isEmpty();
        assertThat(not.selectFirst("#convert").text()).contains("Its bandwidth is paid by the hour.");
        assertThat(pages.page("/instances/" + id).select("#convert")).isEmpty();

        String asked = pages.post("/instances/bulk", Map.of("action", "CONVERT", "id", hourly + "," + byBandwidth))
                .getHeader("Location");
        assertThat(asked).startsWith("/instances/conversion");
        Document page = pages.page(asked + "&months=3");
        assertThat(page.selectFirst(".note-warn").text()).contains(byBandwidth.instanceId());
        assertThat(page.select("#months option[selected]").eachAttr("value")).containsExactly("3");
        Document one = pages.page("/instances/" + hourly + "/conversion?months=3&autoRenew=true");
        Map<String, String> fields = hidden(one, "form[method=post].stack");
        assertThat(fields).containsEntry("months", "3").containsEntry("autoRenew", "true");

        String order =
                pages.post("/instances/" + hourly + "/conversion", fields).getHeader("Location");
        assertThat(order).startsWith("/orders/");
        Document open = pages.page(order);
        assertThat(open.selectFirst("h1").text()).isEqualTo("Pay for your conversion");
        assertThat(open.text()).contains("Paid by the hour");
        assertThat(pages.post(order + "/payment", Map.of("method", "BALANCE")).getStatus())
                .isEqualTo(303);
        assertThat(pages.page(order).selectFirst("h1").text()).isEqualTo("Your instance is prepaid now");
        Instance converted = instances.instance(customer.id(), hourly);
        assertThat(converted.configuration().isPrepaid()).isTrue();
        assertThat(converted.isAutoRenewed()).isTrue();
        assertThat(pages.in(Locale.SIMPLIFIED_CHINESE).page(order).text()).contains("转包年包月");
        Document again = pages.page("/instances/" + hourly + "/conversion");
        assertThat(again.text()).contains("It is paid in advance already.");
    }

    @Test
    void whatIsNotSoldByTheMonthIsNamedAndDoesNotKeepOthersFromBeingConverted() {
        InstanceSpec byTraffic = Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 5);
        InstanceId hourly = meters.buy(customer.id(), byTraffic).id();
        InstanceId batch = meters.buy(customer.id(), Specs.withType(byTraffic, spec.zone(), "BS1.3XLARGE24"))
                .id();

        Document page = pages.page("/instances/conversion?months=6&id=" + hourly + "," + batch);

        assertThat(page.select(".note-warn li").eachText())
                .singleElement()
                .asString()
                .startsWith(batch + ": ");
        assertThat(page.select("#months option").eachText()).contains("1 month", "6 months", "36 months");
        assertThat(page.select("#months option[selected]").eachAttr("value")).containsExactly("6");
        Map<String, String> fields = hidden(page, "form[method=post].stack");
        String order = pages.post("/instances/conversion", fields).getHeader("Location");
        assertThat(pages.page(order).text()).contains(hourly.instanceId()).doesNotContain(batch.instanceId());
        assertThat(pages.page("/instances/" + batch + "/conversion").text())
                .contains("None of the selected instances can be converted now.");
    }

    @Test
    void aConversionThatWasAlteredIsNotOrderedAndAStrangersMachineIsNotThere() {
        InstanceId hourly = meters.buy(
                        customer.id(), Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 5))
                .id();
        String path = "/instances/" + hourly + "/conversion";
        Map<String, String> fields = hidden(pages.page(path), "form[method=post].stack");

        fields.put(hourly.instanceId(), "0.01");
        MockHttpServletResponse cheap = pages.post(path, fields);
        assertThat(cheap.getStatus()).isEqualTo(422);
        assertThat(Pages.read(cheap).selectFirst("#problems").text()).contains("price");
        fields.put(hourly.instanceId(), "much");
        assertThat(pages.post(path, fields).getStatus()).isEqualTo(422);
        assertThat(pages.get("/instances/ins-00000000/conversion").getStatus()).isEqualTo(404);
        assertThat(pages.page("/instances/conversion").text()).contains("None of the selected instances");
        assertThat(pages.page(path + "?months=99&autoRenew=perhaps").select("#months option[selected]"))
                .hasSize(1);
    }

    @Test
    void theHelpPageTellsTheRulesInBothLanguages() {
        assertThat(pages.page("/help/expiry").selectFirst("#change").text())
                .contains("up to 5 times")
                .contains("2 times in all");
        assertThat(pages.in(Locale.SIMPLIFIED_CHINESE)
                        .page("/help/expiry")
                        .selectFirst("#change")
                        .text())
                .contains("最多 5 次");
    }

    private AdjustmentOffer offer(InstanceSpec wanted) {
        return adjustments.offer(customer.id(), id, WantedConfiguration.of(wanted));
    }

    private void stop() {
        instances.power(customer.id(), id, PowerAction.STOP);
        meters.deliver();
    }

    private MockHttpServletResponse confirm(Document page) {
        return pages.post(path(), fields(page));
    }

    private static Map<String, String> fields(Document page) {
        Map<String, String> fields = hidden(page, "section.slip form");
        assertThat(fields).containsKeys("token", "type", "total", "configured", "at");
        return fields;
    }

    private static Map<String, String> hidden(Document page, String form) {
        Map<String, String> fields = new HashMap<>();
        page.select(form + " input[type=hidden]:not([name=_csrf])")
                .forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        return fields;
    }

    private static Map<String, List<String>> rows(Document page) {
        Map<String, List<String>> rows = new HashMap<>();
        for (Element row : page.select("#lines tbody tr")) {
            rows.put(row.selectFirst("th").text(), row.select("td").eachText());
        }
        return rows;
    }

    private Document page(String query) {
        return pages.page(path() + query);
    }

    private String path() {
        return "/instances/" + id + "/configuration";
    }

    private Instance machine() {
        return instances.instance(customer.id(), id);
    }
}
