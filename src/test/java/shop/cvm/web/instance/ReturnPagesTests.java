package shop.cvm.web.instance;

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
import shop.cvm.ledger.Ledger;
import shop.cvm.notification.Message;
import shop.cvm.notification.Messages;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** Returning on pages, without script: what is paid back and why, the confirmation, and what came of it. */
@ShopTest
@Tag("page")
class ReturnPagesTests {

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
    private String paid;

    @BeforeEach
    void aMachineForAMonth() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
        pages = Pages.of(mvc, customer);
        machine = meters.buy(customer.id(), Specs.prepaid());
        paid = show.total(machine.cost().unitTotal());
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void fromTheInstanceToTheRecycleBin() throws InterruptedException {
        String before = show.amount(ledger.balance(customer.id()).available());
        Document instance = pages.page("/instances/" + machine.id());
        String link = instance.select("a.btn:containsOwn(Return)").attr("href");

        Document page = pages.page(link);

        assertThat(page.text()).contains("Everything you paid for it is paid back.", "Paid for 1 month, until");
        assertThat(page.selectFirst("#return-total").text()).isEqualTo(paid);
        Map<String, String> form = form(page);
        form.remove("confirm");
        MockHttpServletResponse unconfirmed = pages.post("/instances/return", form);
        assertThat(unconfirmed.getStatus()).isEqualTo(422);
        assertThat(Pages.read(unconfirmed).selectFirst("#problems").text()).contains("Tick the box");

        form.put("confirm", "yes");
        for (int pressed = 0; pressed < 2; pressed++) {
            assertThat(pages.post("/instances/return", form).getStatus()).isEqualTo(303);
        }
        meters.deliver();
        meters.heard();

        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
        Document bin = pages.page("/instances/" + machine.id());
        assertThat(bin.text()).contains("You returned it: the instance is shut down", "Returned", paid);
        assertThat(bin.select("a.btn:containsOwn(Return)")).isEmpty();
        assertThat(pages.page("/billing/transactions")
                        .select("a[href=/instances/" + machine.id() + "]")
                        .text())
                .isEqualTo("Return of instance " + machine.id());
        assertThat(pages.page("/billing/transactions").text()).contains(before);
        assertThat(pages.page("/orders/" + machine.orderNumber()).text())
                .contains(machine.id() + ": returned at", paid + " in all went back to your balance");
        Message told = messages.messages(customer.id(), 0).getContent().get(0);
        assertThat(pages.page("/messages/" + told.id()).text())
                .contains("Instance returned: " + machine.id(), paid + " was paid back to your balance.");
        assertThat(pages.in(Locale.CHINESE).page("/messages/" + told.id()).text())
                .contains(paid + " 已退回您的余额。");
    }

    @Test
    void theUseIsExplainedLineByLine() {
        give(form(pages.page("/instances/" + machine.id() + "/return")));
        Instance other = meters.buy(customer.id(), Specs.prepaid());
        clock.advance(Duration.ofHours(50));

        Document page = pages.page("/instances/" + other.id() + "/return");

        assertThat(page.select("dl.lines dt").eachText())
                .anySatisfy(line -> assertThat(line).startsWith("Used: vCPU and memory 50 h 0 min"))
                .anySatisfy(line -> assertThat(line).startsWith("Used: System disk 50 h 0 min"))
                .anySatisfy(line -> assertThat(line).startsWith("Used: Bandwidth 50 h 0 min"));
        assertThat(page.text()).contains("What you paid is paid back, less the value of what you used.");
        String chinese = pages.in(Locale.CHINESE)
                .page("/instances/" + other.id() + "/return")
                .text();
        assertThat(chinese).contains("已使用：CPU 与内存", "退回余额");
    }

    @Test
    void severalFromTheListEachWithItsReasonIfItCannotBe() {
        Instance other = meters.buy(customer.id(), Specs.prepaid());
        Instance hourly = meters.buy(customer.id(), Specs.postpaid());
        assertThat(pages.page("/instances").select("button[value=RETURN]").text())
                .isEqualTo("Return");

        MockHttpServletResponse asked = pages.post(
                "/instances/bulk?id=" + machine.id() + "," + other.id() + "," + hourly.id(),
                Map.of("action", "RETURN"));
        Document page = pages.page(asked.getRedirectedUrl());

        assertThat(page.select("section h2 .mono").eachText())
                .containsExactlyInAnyOrder(machine.id().instanceId(), other.id().instanceId());
        assertThat(page.select(".note-warn li").eachText())
                .singleElement()
                .asString()
                .startsWith(hourly.id() + ": It is paid by the hour: terminate it instead.");
        Map<String, String> form = form(page);
        form.put(
                other.id().instanceId(),
                "FIVE_DAY:1:" + other.cost().unitTotal().getAmount());
        MockHttpServletResponse done = pages.post("/instances/return", form);
        assertThat(done.getStatus()).isEqualTo(303);
        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
        assertThat(instances.instance(customer.id(), other.id()).state()).isEqualTo(InstanceState.RUNNING);
        assertThat(pages.post("/instances/bulk", Map.of("action", "RETURN")).getRedirectedUrl())
                .startsWith("/instances?");
    }

    @Test
    void badInputIsAnsweredAndNeverBreaks() {
        assertThat(pages.get("/instances/return").getStatus()).isEqualTo(200);
        assertThat(pages.get("/instances/return?id=ins-00000000,nonsense").getStatus())
                .isEqualTo(200);
        assertThat(pages.get("/instances/ins-00000000/return").getStatus()).isEqualTo(404);
        Map<String, String> form = form(pages.page("/instances/" + machine.id() + "/return"));
        for (String field : List.of("token", machine.id().instanceId(), "id")) {
            Map<String, String> broken = new HashMap<>(form);
            broken.put(field, "?");
            assertThat(pages.post("/instances/return", broken).getStatus())
                    .as(field)
                    .isEqualTo(422);
        }
        for (String offer : List.of("FIVE_DAY:99999999999999:1.00", "ORDINARY:0:0.00", "FIVE_DAY:0:999999999999.99")) {
            form.put(machine.id().instanceId(), offer);
            assertThat(pages.post("/instances/return", form).getStatus())
                    .as(offer)
                    .isEqualTo(303);
        }
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
    }

    private Instance now() {
        return instances.instance(customer.id(), machine.id());
    }

    private void give(Map<String, String> form) {
        assertThat(pages.post("/instances/return", form).getStatus()).isEqualTo(303);
    }

    /** What the button that returns sends when the box is ticked. */
    private static Map<String, String> form(Document page) {
        Map<String, String> form = new HashMap<>();
        page.select("form[method=post][action=/instances/return] input[type=hidden]")
                .forEach(field -> form.merge(field.attr("name"), field.val(), (one, other) -> one + "," + other));
        form.remove("_csrf");
        form.put("confirm", "yes");
        return form;
    }
}
