package shop.cvm.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
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
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.order.Order;
import shop.cvm.order.OrderState;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

@ShopTest
@Tag("page")
class OrderPagesTests {

    private static final String PREPAID =
            "chargeType=PREPAID&region=ap-guangzhou&zone=ap-guangzhou-3&type=S5.MEDIUM4&image=img-487zeit5"
                    + "&systemDiskType=CLOUD_PREMIUM&systemDiskSize=50&network=VPC&internetChargeType=BANDWIDTH&bandwidth=1"
                    + "&name=web&login=RANDOM&securityGroup=SSH_22&count=2&period=1";
    private static final String POSTPAID = PREPAID.replace("=PREPAID", "=POSTPAID_BY_HOUR");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Invariants invariants;

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

    @Autowired
    private JdbcClient jdbc;

    private Account customer;
    private AccountId account;
    private Pages pages;

    @BeforeEach
    void aCustomer() {
        customer = customers.account();
        account = customer.id();
        pages = Pages.of(mvc, customer);
    }

    @AfterEach
    void theLedgersInvariantsHold() {
        invariants.hold();
    }

    @Test
    void checkoutShowsConfigurationPriceAndWhatRemains() {
        customers.credit(account, "1000.00");
        Money total = pricing.quote(Specs.prepaid(), 2).total();

        Document page = pages.page("/checkout?" + PREPAID);

        assertThat(page.selectFirst("h1").text()).isEqualTo("Check out");
        assertThat(page.select("dd").eachText())
                .contains("Guangzhou Zone 3", "2 vCPU, 4 GiB", "50 GB Premium Cloud Disk");
        assertThat(page.selectFirst("#order-total").text()).isEqualTo(show.total(total));
        assertThat(page.selectFirst(".slip").text())
                .contains("Remains available " + show.amount(Cny.of("1000.00").minus(total)));
        assertThat(page.select("form[action=/orders] button").eachText()).containsExactly("Place order");
        assertThat(page.selectFirst("a[href^='/?chargeType=PREPAID']").text()).isEqualTo("Change configuration");
    }

    @Test
    void checkoutOfAPostpaidMachineTellsTheRateAndWhatIsFrozen() {
        Document page = pages.page("/checkout?" + POSTPAID);

        assertThat(page.selectFirst(".slip .tot").text())
                .isEqualTo("To freeze "
                        + show.total(pricing.quote(Specs.postpaid(), 2).total()));
        assertThat(page.selectFirst(".slip .sum").text())
                .isEqualTo("Per hour "
                        + show.rate(pricing.quote(Specs.postpaid(), 2).perHour()));
        assertThat(page.selectFirst(".slip").text()).contains("Missing");
    }

    @Test
    void checkoutSaysWhatItCouldNotKeep() {
        Document page = pages.page("/checkout?" + PREPAID.replace("systemDiskSize=50", "systemDiskSize=7"));

        assertThat(page.selectFirst(".note-warn").text()).contains("System disk size: 7 GB → ");
    }

    @Test
    void placingTheOrderLeadsToItsPageAndAgainToTheSame() {
        Map<String, String> form = checkout(PREPAID);

        MockHttpServletResponse first = pages.post("/orders", form);
        MockHttpServletResponse second = pages.post("/orders", form);

        Order order = orders.orders(account, 0).getContent().get(0).order();
        assertThat(first.getStatus()).isEqualTo(303);
        assertThat(first.getRedirectedUrl()).isEqualTo("/orders/" + order.number());
        assertThat(second.getRedirectedUrl()).isEqualTo(first.getRedirectedUrl());
        assertThat(orders.orders(account, 0)).hasSize(1);
        assertThat(order.lines().get(0).spec()).isEqualTo(Specs.prepaid());
    }

    @Test
    void theSameFormGivesItsOrderEvenIfTheShelfIsEmptyByNow() {
        Map<String, String> form = checkout(PREPAID);
        pages.post("/orders", form);
        int capacity = stock("capacity");
        leave(0);

        try {
            assertThat(pages.post("/orders", form).getStatus()).isEqualTo(303);
            assertThat(orders.orders(account, 0)).hasSize(1);
        } finally {
            jdbc.sql("update stock set capacity = ? where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                    .param(capacity)
                    .update();
        }
    }

    @Test
    void whatHasSoldOutMeanwhileIsSaidAndNothingIsOrdered() {
        Map<String, String> form = checkout(PREPAID);
        int capacity = stock("capacity");
        leave(1);

        try {
            MockHttpServletResponse refused = pages.post("/orders", form);
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(problems(refused)).contains("not enough instances of type S5.MEDIUM4");
            assertThat(orders.orders(account, 0)).isEmpty();
        } finally {
            jdbc.sql("update stock set capacity = ? where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                    .param(capacity)
                    .update();
        }
    }

    @Test
    void anotherPriceThanTheOneShownIsNotChargedUnasked() {
        Map<String, String> form = checkout(PREPAID);
        form.put("agreedTotal", "1.00");

        MockHttpServletResponse refused = pages.post("/orders", form);

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(problems(refused)).contains("The price has changed from 1.00 to");
        assertThat(orders.orders(account, 0)).isEmpty();
        assertThat(pages.post("/orders", fields(Pages.read(refused))).getStatus())
                .isEqualTo(303);
    }

    @Test
    void aTokenThatPlacedAnotherOrderGetsANewOneForTheNextPress() {
        Map<String, String> form = checkout(PREPAID);
        pages.post("/orders", form);
        Map<String, String> other = checkout(POSTPAID);
        other.put("token", form.get("token"));

        MockHttpServletResponse refused = pages.post("/orders", other);

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(problems(refused))
                .contains(orders.orders(account, 0)
                        .getContent()
                        .get(0)
                        .order()
                        .number()
                        .number());
        assertThat(pages.post("/orders", fields(Pages.read(refused))).getStatus())
                .isEqualTo(303);
        assertThat(orders.orders(account, 0)).hasSize(2);
    }

    @Test
    void aPasswordIsAskedForCheckedAndNeverShownAgain() {
        Map<String, String> form = checkout(PREPAID.replace("login=RANDOM", "login=PASSWORD"));
        assertThat(form).containsKey("password");
        form.put("password", "weak");

        MockHttpServletResponse refused = pages.post("/orders", form);

        Document page = Pages.read(refused);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(page.selectFirst("#problems a[href=#password]").text())
                .isEqualTo("Enter a password of 8 to 30 characters.");
        assertThat(page.selectFirst("#password").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.selectFirst("#password").attr("value")).isEmpty();
        assertThat(page.html()).doesNotContain("weak");

        Map<String, String> again = fields(page);
        again.put("password", "Abcd1234!");
        assertThat(pages.post("/orders", again).getStatus()).isEqualTo(303);
    }

    @Test
    void aFormThatTheShopDidNotMakeGivesAPageAndNoOrder() {
        for (String field : List.of("token", "agreedTotal", "count", "zone", "login", "systemDiskSize", "name")) {
            Map<String, String> form = checkout(PREPAID);
            form.put(field, "\u0001%00'\"<odd>");

            MockHttpServletResponse refused = pages.post("/orders", form);

            assertThat(refused.getStatus()).as(field).isEqualTo(422);
            assertThat(problems(refused)).as(field).isNotEmpty();
        }
        assertThat(pages.post("/orders", Map.of()).getStatus()).isEqualTo(422);
        Map<String, String> unknown = checkout(PREPAID);
        unknown.put("zone", "mars-1");
        assertThat(problems(pages.post("/orders", unknown))).contains("not sold");
        assertThat(orders.orders(account, 0)).isEmpty();
    }

    @Test
    void anUnpaidOrderCanBePaidFromTheBalance() {
        customers.credit(account, "1000.00");
        Order order = placed(PREPAID);

        Document page = pages.page("/orders/" + order.number());

        assertThat(page.selectFirst("h1").text()).isEqualTo("Pay for your order");
        assertThat(page.selectFirst("fieldset legend").text()).isEqualTo("Payment method");
        assertThat(page.selectFirst("input[name=method][value=BALANCE]").hasAttr("checked"))
                .isTrue();
        assertThat(page.select("ol[aria-label='Order progress'] b").eachText())
                .containsExactly("Paid", "Allocating", "Creating", "Running", "IP assigned");
        assertThat(page.selectFirst("li[aria-current=step] b").text()).isEqualTo("Paid");
        assertThat(page.select(".slip .tot").eachText()).containsExactly("To pay " + show.total(order.total()));

        MockHttpServletResponse paid = pay(order);
        assertThat(paid.getStatus()).isEqualTo(303);
        assertThat(paid.getRedirectedUrl()).isEqualTo("/orders/" + order.number());
        assertThat(pay(order).getStatus()).isEqualTo(303);
        assertThat(ledger.balance(account).balance())
                .isEqualTo(Cny.of("1000.00").minus(order.total()));
    }

    @Test
    void tooLittleMoneyIsNamedAndCanBeToppedUpForThisOrder() {
        customers.credit(account, "1.00");
        Order order = placed(PREPAID);
        Money missing = order.total().minus(Cny.of("1.00"));

        Document page = pages.page("/orders/" + order.number());
        assertThat(page.selectFirst(".note-warn").text()).contains(show.total(missing) + " is missing");
        assertThat(page.selectFirst(".note-warn a").text()).isEqualTo("Top up the missing amount");
        assertThat(page.selectFirst(".note-warn a").attr("href"))
                .isEqualTo("/billing/top-up?amount=" + missing.getAmount() + "&order=" + order.number());

        MockHttpServletResponse refused = pay(order);
        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(problems(refused)).contains(show.total(missing) + " is missing");
        assertThat(orders.order(account, order.number()).state()).isEqualTo(OrderState.UNPAID);
    }

    @Test
    void aWayToPayMustBeChosen() {
        Order order = placed(PREPAID);

        MockHttpServletResponse refused = pages.post("/orders/" + order.number() + "/payment", Map.of());

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#problems a[href=#method]")).isNotNull();
    }

    @Test
    void theProgressIsToldStepByStepAndOnlyWhenSomethingChanged() {
        customers.credit(account, "1000.00");
        Order order = placed(PREPAID);
        pay(order);

        Document paid = pages.page("/orders/" + order.number());
        assertThat(paid.selectFirst("h1").text()).isEqualTo("Creating 2 instances");
        assertThat(paid.text()).contains("The IP address will display in 1 to 5 minutes.");
        assertThat(steps(paid)).containsExactly("done", "current", "todo", "todo", "todo");
        String news = paid.selectFirst("#order").attr("hx-get");
        assertThat(pages.get(news).getStatus()).isEqualTo(204);

        faults.switchOn(Fault.PROVISIONER_LATE, null, Duration.ofSeconds(30));
        instances.advanceDue();
        faults.switchAllOff();
        Document allocated = pages.page(news);
        assertThat(steps(allocated)).containsExactly("done", "done", "current", "todo", "todo");
        assertThat(allocated.selectFirst("#order-news").text()).isEqualTo("Order progress: Creating");

        clock.advance(Duration.ofMinutes(1));
        instances.advanceDue();
        assertThat(steps(pages.page(news))).containsExactly("done", "done", "done", "done", "current");

        clock.advance(Duration.ofMinutes(5));
        instances.advanceDue();
        Document ready = pages.page(news);
        assertThat(ready.select(".slip .tot").eachText()).containsExactly("Paid " + show.total(order.total()));
        assertThat(steps(ready)).containsExactly("done", "done", "done", "done", "done");
        assertThat(ready.selectFirst("h1").text()).isEqualTo("Your 2 instances are ready");
        assertThat(ready.selectFirst("#order").attr("hx-get")).isEmpty();
        assertThat(ready.select("table a").eachText()).containsExactly("web-1", "web-2");
        assertThat(ready.select("table .ip .mono").eachText()).hasSize(2);
    }

    @Test
    void whereNothingCouldBeMadeThePageSaysWhyWhereTheMoneyIsAndWhatToDo() throws Exception {
        customers.credit(account, "1000.00");
        Order order = placed(PREPAID);
        pay(order);
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        letTheDeadlinePass();
        faults.switchAllOff();

        Document failing = pages.page("/orders/" + order.number());
        assertThat(failing.selectFirst("h1").text()).isEqualTo("Your 2 instances could not be created");
        assertThat(failing.text()).contains("Your money is on the way back");
        assertThat(failing.select(".prog b").eachText()).containsExactly("Paid", "Could not be created", "Refunded");
        String news = failing.selectFirst("#order").attr("hx-get");
        clock.advance(Duration.ofSeconds(1));
        instances.advanceDue();
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();

        Document refunded = pages.page(news);
        assertThat(steps(refunded)).containsExactly("done", "done", "done");
        assertThat(refunded.selectFirst("#order-refunded").text()).isEqualTo(show.total(order.total()));
        assertThat(refunded.select("tbody td").text())
                .contains("No host had room in Guangzhou Zone 3.")
                .contains("went back to your balance at");
        assertThat(refunded.select("tbody td a").eachText()).containsOnly("Configure it again");
        assertThat(refunded.selectFirst("#order").attr("hx-get")).isEmpty();
        assertThat(pages.page("/orders").selectFirst("tbody").text()).contains("Refunded");
    }

    @Test
    void whereSomeCouldNotBeMadeThePageSaysHowManyAndTheOthersRun() throws Exception {
        customers.credit(account, "1000.00");
        Order order = placed(POSTPAID);
        instances.advanceDue();
        pay(order);
        faults.switchOn(Fault.PROVISIONER_STUCK, 1, Duration.ZERO);
        letTheDeadlinePass();
        faults.switchAllOff();
        clock.advance(Duration.ofSeconds(1));
        instances.advanceDue();
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();

        Document page = pages.page("/orders/" + order.number());
        assertThat(page.selectFirst("h1").text()).isEqualTo("Your instance is ready");
        assertThat(page.selectFirst(".note-bad").text()).contains("1 of 2 could not be created.", "no longer frozen");
        assertThat(page.select("table .st").eachText())
                .as("the sub-order and its machines")
                .containsExactlyInAnyOrder("Delivered", "Running", "Failed");
        assertThat(pages.page("/orders").selectFirst("tbody").text()).contains("1 of 2 could not be created.");
    }

    private void letTheDeadlinePass() {
        for (int minute = 0; minute < 10; minute++) {
            instances.advanceDue();
            clock.advance(Duration.ofMinutes(1));
        }
        instances.advanceDue();
    }

    @Test
    void aPostpaidOrderPromisesItsAddressWithinTenMinutes() {
        customers.credit(account, "1000.00");
        Order order = placed(POSTPAID);
        pay(order);

        assertThat(pages.page("/orders/" + order.number()).text())
                .contains("The IP address will display within 10 minutes.")
                .contains("of your balance is frozen");
    }

    @Test
    void anOrderCanBeCancelledAndConfiguredAgain() {
        Order order = placed(PREPAID);

        assertThat(pages.post("/orders/" + order.number() + "/cancellation", Map.of())
                        .getStatus())
                .isEqualTo(303);

        Document page = pages.page("/orders/" + order.number());
        assertThat(page.selectFirst("h1").text()).isEqualTo("Order cancelled");
        assertThat(page.selectFirst(".head a").attr("href"))
                .startsWith("/?chargeType=PREPAID")
                .contains("type=S5.MEDIUM4");
        assertThat(page.select("fieldset")).isEmpty();
        assertThat(page.select(".slip .tot").eachText()).containsExactly("Total " + show.total(order.total()));
        assertThat(problems(pay(order))).contains("the order was cancelled");
    }

    @Test
    void whatIsOverdueIsShownAsExpiredAtOnce() {
        customers.credit(account, "1000.00");
        Order order = placed(PREPAID);
        clock.advance(Duration.ofMinutes(15));

        assertThat(pages.page("/orders/" + order.number()).selectFirst("h1").text())
                .isEqualTo("Order expired");
        MockHttpServletResponse refused = pay(order);
        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(problems(refused)).contains("has expired");
    }

    @Test
    void aPaidOrderCannotBeCancelled() {
        customers.credit(account, "1000.00");
        Order order = placed(PREPAID);
        pay(order);

        MockHttpServletResponse refused = pages.post("/orders/" + order.number() + "/cancellation", Map.of());

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(problems(refused)).contains("paid already");
    }

    @Test
    void strangersAndOddNumbersFindNothing() {
        Order order = placed(PREPAID);
        Pages stranger = Pages.of(mvc, customers.account());

        assertThat(stranger.get("/orders/" + order.number()).getStatus()).isEqualTo(404);
        assertThat(stranger.get("/orders/" + order.number() + "?seen=x").getStatus())
                .isEqualTo(404);
        assertThat(stranger.post("/orders/" + order.number() + "/payment", Map.of("method", "BALANCE"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(stranger.post("/orders/" + order.number() + "/cancellation", Map.of())
                        .getStatus())
                .isEqualTo(404);
        assertThat(pages.get("/orders/1").getStatus()).isEqualTo(404);
        assertThat(pages.get("/orders/" + "9".repeat(21)).getStatus()).isEqualTo(404);
    }

    @Test
    void theListTellsEveryOrderAndAnEmptyOneWhatToDo() {
        assertThat(pages.page("/orders").selectFirst("main").text()).contains("You have not ordered anything yet.");

        Order order = placed(PREPAID);
        Document list = pages.page("/orders");

        assertThat(list.selectFirst("tbody th a").text())
                .isEqualTo(order.number().number());
        assertThat(list.selectFirst("tbody").text()).contains("2 × S5.MEDIUM4").contains("Waiting for payment");
        assertThat(pages.page("/orders?page=odd").select("tbody tr")).hasSize(1);
        assertThat(pages.get("/orders?page=99999").getStatus()).isEqualTo(200);
    }

    @Test
    void theListShowsOrdersOfOneKindIfAsked() {
        Order paid = placed(PREPAID);
        customers.credit(account, "1000.00");
        pay(paid);
        Order open = placed(PREPAID);
        Order cancelled = placed(POSTPAID);
        orders.cancel(account, cancelled.number());

        assertThat(numbers("/orders")).hasSize(3);
        assertThat(numbers("/orders?show=unpaid")).containsExactly(open.number().number());
        assertThat(numbers("/orders?show=paid")).containsExactly(paid.number().number());
        assertThat(numbers("/orders?show=closed"))
                .containsExactly(cancelled.number().number());
        assertThat(numbers("/orders?show=%3Cb%3E")).hasSize(3);
        assertThat(pages.page("/orders?show=paid")
                        .select("main nav a[aria-current=page]")
                        .text())
                .isEqualTo("Paid");
        orders.cancel(account, open.number());
        assertThat(pages.page("/orders?show=unpaid").text()).contains("No order is in this state.");
    }

    private List<String> numbers(String list) {
        return pages.page(list).select("tbody th a").eachText();
    }

    @Test
    void everythingIsThereInChinese() {
        Order order = placed(PREPAID);
        Pages chinese = pages.in(Locale.CHINESE);

        assertThat(chinese.page("/checkout?" + PREPAID).selectFirst("h1").text())
                .isEqualTo("确认订单");
        assertThat(chinese.page("/orders").selectFirst("h1").text()).isEqualTo("订单");
        assertThat(chinese.page("/orders/" + order.number()).selectFirst("h1").text())
                .isEqualTo("支付订单");
    }

    @Test
    void whatIsNotSoldAnyMoreIsRefusedWithTheReason() {
        Order order = placed(PREPAID);
        int taken = stock("taken");
        jdbc.sql("update order_lines set image_id = 'img-gone' where order_number = ?")
                .param(order.number().number())
                .update();

        MockHttpServletResponse refused = pay(order);

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(problems(refused)).contains("not sold any more");
        assertThat(pages.page("/orders/" + order.number()).selectFirst("h1").text())
                .isEqualTo("Order closed: not sold any more");
        assertThat(pages.page("/orders?show=closed").select("main").text()).contains("No longer valid");
        assertThat(stock("taken")).isEqualTo(taken - 2);
    }

    private Order placed(String query) {
        return orders.place(
                account,
                List.of(Purchases.of(query.equals(PREPAID) ? Specs.prepaid() : Specs.postpaid(), 2)),
                UUID.randomUUID().toString());
    }

    private MockHttpServletResponse pay(Order order) {
        return pages.post("/orders/" + order.number() + "/payment", Map.of("method", "BALANCE"));
    }

    private Map<String, String> checkout(String query) {
        return fields(pages.page("/checkout?" + query));
    }

    /** What the browser would send. */
    private static Map<String, String> fields(Document page) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element input : page.select("form[action=/orders] input")) {
            if (!"_csrf".equals(input.attr("name"))) {
                fields.put(input.attr("name"), input.attr("value"));
            }
        }
        return fields;
    }

    private static String problems(MockHttpServletResponse response) {
        return Pages.read(response).select("#problems").text();
    }

    private static List<String> steps(Document page) {
        return page.select("ol.prog li").stream()
                .map(step -> step.hasClass("done") ? "done" : step.hasAttr("aria-current") ? "current" : "todo")
                .toList();
    }

    private void leave(int free) {
        jdbc.sql("""
                        update stock set capacity = taken + ?
                        where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'
                        """).param(free).update();
    }

    private int stock(String figure) {
        return jdbc.sql("select " + figure
                        + " from stock where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                .query(Integer.class)
                .single();
    }
}
