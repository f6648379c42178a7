package shop.cvm.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.RenewFlag;
import shop.cvm.notification.Message;
import shop.cvm.notification.Messages;
import shop.cvm.order.Renewals;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** Renewing on pages, without script: from the instance, from the list, and from the recycle bin. */
@ShopTest
@Tag("page")
class RenewalPagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Messages messages;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    private Account customer;
    private Pages pages;
    private Instance machine;

    @BeforeEach
    void aMachineForAMonth() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
        pages = Pages.of(mvc, customer);
        machine = meters.buy(customer.id(), Specs.prepaid());
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void fromTheInstanceToThePaidRenewal() {
        Document instance = pages.page("/instances/" + machine.id());
        String link = instance.select("a.btn-go:containsOwn(Renew)").attr("href");

        Document page = pages.page(link + "?months=6");

        String until = show.time(ShopCalendar.plusMonths(machine.expiresAt().orElseThrow(), 6));
        String price = show.total(renewals.price(now(), 6).orElseThrow());
        assertThat(page.select("tbody td").eachText()).contains("Expires then" + until, "Price" + price);
        assertThat(page.selectFirst("#order-total").text()).isEqualTo(price);
        assertThat(page.select("#months option").eachText()).contains("1 month", "12 months", "36 months");
        assertThat(page.select("details .lines").text()).contains("Discount for 6 months");

        assertThat(page.select("form[method=post][action$=/renewal]").attr("action"))
                .isEqualTo(link);
        MockHttpServletResponse placed = pages.post(link, form(page));
        assertThat(placed.getStatus()).isEqualTo(303);
        String order = placed.getRedirectedUrl();
        Document cashier = pages.page(order);
        assertThat(cashier.selectFirst("h1").text()).isEqualTo("Pay for your renewal");
        assertThat(cashier.select("input[name=method]")).hasSize(4);

        pages.post(order + "/payment", Map.of("method", "BALANCE"));
        Document paid = pages.page(order);
        assertThat(paid.selectFirst("h1").text()).isEqualTo("Your instance is renewed");
        assertThat(paid.select("ol.prog li.done b").eachText()).containsExactly("Paid", "Renewed");
        assertThat(paid.text()).contains("Expires at " + until);
        assertThat(paid.select("#order").attr("hx-get")).isEmpty();
        assertThat(pages.page("/orders").text()).contains("Renewal of " + machine.id());
        assertThat(pages.page("/billing/transactions").text()).contains("Renewal, order ");
    }

    @Test
    void pressingTwiceLeadsToTheSameOrder() {
        Map<String, String> form = form(pages.page("/instances/" + machine.id() + "/renewal"));

        String first = pages.post("/instances/renewal", form).getRedirectedUrl();
        String second = pages.post("/instances/renewal", form).getRedirectedUrl();

        assertThat(first).startsWith("/orders/").isEqualTo(second);
    }

    @Test
    void severalFromTheListEachWithItsReasonIfItCannotBe() {
        Instance other = meters.buy(customer.id(), Specs.prepaid());
        Instance hourly = meters.buy(customer.id(), Specs.postpaid());
        pages.post("/instances/renewal", form(pages.page("/instances/" + other.id() + "/renewal")));
        assertThat(pages.page("/instances").select("button[value=RENEW]").text())
                .isEqualTo("Renew");

        MockHttpServletResponse asked = pages.post(
                "/instances/bulk?id=" + machine.id() + "," + other.id() + "," + hourly.id(), Map.of("action", "RENEW"));
        Document page = pages.page(asked.getRedirectedUrl());

        assertThat(page.select("tbody tr")).hasSize(1);
        assertThat(page.select(".note-warn li").eachText())
                .anySatisfy(one -> assertThat(one).startsWith(hourly.id() + ": It is paid by the hour"))
                .anySatisfy(
                        one -> assertThat(one).startsWith(other.id() + ": It is in an order that can still be paid."));
        assertThat(page.select(".note-warn li a[href^=/orders/]")).hasSize(1);
        assertThat(pages.post("/instances/bulk", Map.of("action", "RENEW")).getRedirectedUrl())
                .startsWith("/instances?");
    }

    @Test
    void theRecycleBinSaysWhenAMachineIsReleasedAndRenewsIt() throws InterruptedException {
        clock.advanceTo(machine.expiresAt().orElseThrow());
        instances.expireDue();
        meters.deliver();
        meters.heard();
        String release = show.time(now().releaseAt().orElseThrow());

        assertThat(pages.page("/instances?show=bin").select("tbody tr").text())
                .contains("In the recycle bin", "Released at " + release);
        Document instance = pages.page("/instances/" + machine.id());
        assertThat(instance.text()).contains("its data are kept until " + release);
        assertThat(instance.select("button[value=START]")).isEmpty();
        Document renewal = pages.page("/instances/" + machine.id() + "/renewal");
        assertThat(renewal.text()).contains("From the recycle bin it comes back and runs.");
        assertThat(pages.in(Locale.CHINESE)
                        .page("/instances/" + machine.id() + "/renewal")
                        .text())
                .contains("将从回收站恢复并运行。");

        String order = pages.post("/instances/renewal", form(renewal)).getRedirectedUrl();
        pages.post(order + "/payment", Map.of("method", "BALANCE"));
        meters.deliver();

        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        Message told = messages.messages(customer.id(), 0).getContent().get(0);
        assertThat(pages.page("/messages/" + told.id()).text())
                .contains("Instance in the recycle bin: " + machine.id(), "Another month costs ¥", release);
        assertThat(pages.in(Locale.CHINESE).page("/messages/" + told.id()).text())
                .contains("目前续费一个月为 ¥");
    }

    @Test
    void twoInTheRecycleBinAreRenewedTogetherAndBothRun() throws InterruptedException {
        Instance other = meters.buy(customer.id(), Specs.prepaid());
        meters.expire(other.expiresAt().orElseThrow().plus(Duration.ofDays(1)));
        meters.deliver();
        Document bin = pages.page("/instances?show=bin");
        assertThat(bin.select("tbody input[name=id]").eachAttr("value"))
                .containsExactlyInAnyOrder(machine.id().instanceId(), other.id().instanceId());
        assertThat(bin.select("button[value=RENEW]")).hasSize(1);

        String asked = pages.post(
                        "/instances/bulk?show=bin&id=" + machine.id() + "," + other.id(), Map.of("action", "RENEW"))
                .getRedirectedUrl();
        Document renewal = pages.page(asked);
        assertThat(renewal.select("tbody tr")).hasSize(2);
        assertThat(renewal.select(".note-warn")).isEmpty();
        String order = pages.post("/instances/renewal", form(renewal)).getRedirectedUrl();
        pages.post(order + "/payment", Map.of("method", "BALANCE"));
        meters.deliver();

        assertThat(pages.page(order).selectFirst("h1").text()).isEqualTo("Your 2 instances are renewed");
        for (Instance before : List.of(machine, other)) {
            Instance after = instances.instance(customer.id(), before.id());
            assertThat(after.state()).isEqualTo(InstanceState.RUNNING);
            assertThat(after.expiresAt())
                    .contains(ShopCalendar.plusMonths(before.expiresAt().orElseThrow(), 1));
        }
        assertThat(pages.page("/instances?show=bin").select("tbody tr")).isEmpty();
    }

    @Test
    void theDayOnWhichAllExpireIsChosenAndExplainedLineByLine() {
        String link = "/instances/" + machine.id() + "/renewal";
        var end = ShopCalendar.plusMonths(machine.expiresAt().orElseThrow(), 2);
        var day = ShopCalendar.dayOf(end).plusDays(6);
        String until = show.time(ShopCalendar.plus(machine.expiresAt().orElseThrow(), 2, 6));

        Document page = pages.page(link + "?months=2&day=" + day.getDayOfMonth());
        assertThat(page.select("tbody").text()).contains(until, "2 months and 6 days");
        assertThat(page.select("details .lines").text()).contains(", 6 extra days", "For 2 months and 6 days");
        String price = page.selectFirst("#order-total").text();

        String order = pages.post(link, form(page)).getRedirectedUrl();
        pages.post(order + "/payment", Map.of("method", "BALANCE"));
        Document paid = pages.page(order);
        assertThat(paid.selectFirst("#order-total").text()).isEqualTo(price);
        assertThat(paid.text()).contains(", 6 extra days", "2 months and 6 days", "Expires at " + until);
        assertThat(pages.in(Locale.CHINESE).page(order).text()).contains("2 个月零 6 天", "，另加 6 天");

        assertThat(pages.page(link + "?months=12&day=5").text())
                .contains("A day of the month can be chosen for up to 9 months only");
        for (String odd : List.of("0", "32", "x", "-1", "1.5", "05")) {
            assertThat(pages.page(link + "?months=1&day=" + odd).select("#day option[selected]"))
                    .as(odd)
                    .isEmpty();
        }
    }

    @Test
    void aFormFromBeforeTheMachineWasRenewedSaysSoAndOrdersNothing() throws InterruptedException {
        String link = "/instances/" + machine.id() + "/renewal";
        Map<String, String> old = form(pages.page(link));
        String order = pages.post(link, form(pages.page(link))).getRedirectedUrl();
        pages.post(order + "/payment", Map.of("method", "BALANCE"));

        MockHttpServletResponse refused = pages.post(link, old);

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Pages.read(refused).selectFirst("#problems").text())
                .contains(machine.id() + " was renewed meanwhile and expires at ");
    }

    @Test
    void theOrderOfAMachineThatRenewedItselfSaysWhyItWasClosed() throws InterruptedException {
        instances.choose(customer.id(), machine.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW);
        var due = machine.expiresAt().orElseThrow().minus(Duration.ofDays(3));
        clock.advanceTo(due.minusSeconds(60));
        String link = "/instances/" + machine.id() + "/renewal";
        String order = pages.post(link, form(pages.page(link))).getRedirectedUrl();

        clock.advanceTo(due);
        instances.expireDue();
        meters.heard();

        Document closed = pages.page(order);
        assertThat(closed.selectFirst("h1").text()).isEqualTo("Renewal closed: renewed meanwhile");
        assertThat(closed.text()).contains(machine.id() + " renewed itself before this order was paid");
        assertThat(pages.in(Locale.CHINESE).page(order).text()).contains(machine.id() + " 已自动续费");
        assertThat(Pages.read(pages.post(order + "/payment", Map.of("method", "BALANCE")))
                        .selectFirst("#problems")
                        .text())
                .contains("Not paid: an instance in this order is gone or was renewed meanwhile");
    }

    @Test
    void theBillingCentreLeadsToTheRenewal() {
        Document billing = pages.page("/billing");

        assertThat(billing.select("a[href=/instances/" + machine.id() + "/renewal]")
                        .text())
                .isEqualTo("Renew");
        Document page =
                pages.page(billing.selectFirst("a:containsOwn(Renew them)").attr("href"));
        assertThat(page.select("tbody tr")).hasSize(1);
    }

    @Test
    void theSettingIsChosenOnTheInstancesPage() {
        String page = "/instances/" + machine.id();
        assertThat(pages.page(page).select("input[name=renewal][checked]").attr("value"))
                .isEqualTo("NOTIFY_AND_MANUAL_RENEW");

        assertThat(pages.post(page + "/auto-renewal", Map.of("renewal", "NOTIFY_AND_AUTO_RENEW"))
                        .getStatus())
                .isEqualTo(303);

        assertThat(pages.page(page).select("input[name=renewal][checked]").attr("value"))
                .isEqualTo("NOTIFY_AND_AUTO_RENEW");
        assertThat(pages.in(Locale.CHINESE).page(page).text()).contains("不再提醒，到期不续费");
        assertThat(pages.post(page + "/auto-renewal", Map.of("renewal", "x")).getStatus())
                .isEqualTo(400);
        Instance hourly = meters.buy(customer.id(), Specs.postpaid());
        assertThat(pages.post("/instances/" + hourly.id() + "/auto-renewal", Map.of("renewal", "NOTIFY_AND_AUTO_RENEW"))
                        .getStatus())
                .isEqualTo(409);
    }

    @Test
    void badInputIsAnsweredAndNeverBreaks() {
        String address = "/instances/renewal?id=" + machine.id();
        for (String months : List.of("", "0", "13", "99", "x", "-1", "1.5", "999999999999")) {
            assertThat(pages.get(address + "&months=" + months).getStatus())
                    .as(months)
                    .isEqualTo(200);
        }
        assertThat(pages.get("/instances/renewal").getStatus()).isEqualTo(200);
        assertThat(pages.get("/instances/renewal?id=ins-00000000,nonsense").getStatus())
                .isEqualTo(200);
        assertThat(pages.get("/instances/ins-00000000/renewal").getStatus()).isEqualTo(404);
        Map<String, String> form = form(pages.page(address));
        for (String field : List.of("token", machine.id().instanceId(), machine.id() + ".from", "id")) {
            Map<String, String> broken = new HashMap<>(form);
            broken.put(field, "?");
            assertThat(pages.post("/instances/renewal", broken).getStatus())
                    .as(field)
                    .isEqualTo(422);
        }
        for (String months : List.of("13", "48", "60")) {
            Map<String, String> tooLong = new HashMap<>(form);
            tooLong.put("months", months);
            MockHttpServletResponse refused = pages.post("/instances/renewal", tooLong);
            assertThat(refused.getStatus()).as(months).isEqualTo(422);
            assertThat(Pages.read(refused).selectFirst("#problems").text())
                    .contains("A period of " + months + " months is not offered");
        }
        assertThat(instances.terms(customer.id(), machine.id())).hasSize(1);
        form.put(machine.id().instanceId(), "0.01");
        assertThat(Pages.read(pages.post("/instances/renewal", form))
                        .selectFirst("#problems")
                        .text())
                .contains("The price has changed");
    }

    private Instance now() {
        return instances.instance(customer.id(), machine.id());
    }

    /** What the button that places the order sends. */
    private static Map<String, String> form(Document page) {
        Map<String, String> form = new HashMap<>();
        page.select("form[method=post][action$=/renewal] input[type=hidden]")
                .forEach(field -> form.merge(field.attr("name"), field.val(), (one, other) -> one + "," + other));
        form.remove("_csrf");
        return form;
    }
}
