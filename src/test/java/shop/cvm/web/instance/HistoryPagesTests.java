package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Act;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.StoppedMode;
import shop.cvm.money.Cny;
import shop.cvm.order.AgreedReturn;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Renewal;
import shop.cvm.order.Renewals;
import shop.cvm.order.ReturnOffer;
import shop.cvm.order.Returns;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;

/** What was done to a machine is written down by whatever does it, and shown to its owner. */
@ShopTest
@Tag("page")
class HistoryPagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private History history;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Returns returns;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Invariants invariants;

    private Account customer;
    private AccountId account;

    @BeforeEach
    void aCustomerWithMoney() {
        meters.park();
        customer = customers.account();
        account = customer.id();
        customers.credit(account, "5000.00");
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void whatItsOwnerDoesIsWrittenDownOnce() {
        Instance machine = meters.buy(account, Specs.postpaid());
        InstanceId id = machine.id();
        Pages pages = Pages.of(mvc, customer);
        Races.run(6, number -> () -> instances.power(account, id, PowerAction.REBOOT));
        meters.deliver();
        instances.rename(account, id, "web");
        instances.stop(account, id, StoppedMode.KEEP_CHARGING);
        instances.stop(account, id, StoppedMode.KEEP_CHARGING);
        meters.deliver();
        pages.post("/instances/" + id + "/password", Map.of("kind", "RANDOM"));
        meters.deliver();
        instances.power(account, id, PowerAction.START);
        meters.deliver();
        instances.takePassword(account, id, "a-form");
        instances.takePassword(account, id, "a-form");
        instances.terminate(account, id, "web");

        assertThat(kinds(id))
                .containsExactly(
                        ActKind.ORDERED,
                        ActKind.CREATED,
                        ActKind.REBOOTED,
                        ActKind.RENAMED,
                        ActKind.STOPPED,
                        ActKind.PASSWORD_RESET,
                        ActKind.STARTED,
                        ActKind.PASSWORD_SHOWN,
                        ActKind.TERMINATED);
        assertThat(act(id, ActKind.ORDERED).detail()).isEqualTo(machine.orderNumber());
        assertThat(act(id, ActKind.ORDERED).at()).isEqualTo(machine.paidAt());
        assertThat(act(id, ActKind.RENAMED).detail()).isEqualTo("web");
    }

    @Test
    void whatIsRefusedIsNotWrittenDown() {
        InstanceId id = meters.buy(account, Specs.postpaid()).id();
        Pages pages = Pages.of(mvc, customer);

        pages.post("/instances/" + id + "/power", Map.of("action", "START"));
        pages.post("/instances/" + id + "/name", Map.of("name", "x".repeat(129)));
        pages.post("/instances/" + id + "/password", Map.of("kind", "RANDOM"));
        pages.post("/instances/" + id + "/termination", Map.of("confirm", "no"));

        assertThat(kinds(id)).containsExactly(ActKind.ORDERED, ActKind.CREATED);
    }

    @Test
    void theShopSaysWhatItDidByItselfAndWhy() throws InterruptedException {
        Instance machine = meters.buy(account, Specs.prepaid());
        InstanceId id = machine.id();
        instances.choose(account, id, RenewFlag.NOTIFY_AND_AUTO_RENEW);
        instances.choose(account, id, RenewFlag.NOTIFY_AND_AUTO_RENEW);
        Instant first = machine.expiresAt().orElseThrow();
        meters.expire(first);
        renew(id);
        instances.choose(account, id, RenewFlag.NOTIFY_AND_MANUAL_RENEW);
        meters.expire(end(id));
        Instant recovered = clock.now();
        renew(id);
        meters.deliver();
        Instant last = end(id);
        meters.expire(last.plus(Duration.ofDays(9)));

        assertThat(kinds(id))
                .containsExactly(
                        ActKind.ORDERED,
                        ActKind.CREATED,
                        ActKind.RENEWAL_CHOSEN,
                        ActKind.AUTO_RENEWED,
                        ActKind.RENEWED,
                        ActKind.RENEWAL_CHOSEN,
                        ActKind.EXPIRED,
                        ActKind.RECOVERED,
                        ActKind.EXPIRED,
                        ActKind.RELEASED);
        assertThat(act(id, ActKind.AUTO_RENEWED).detail())
                .isEqualTo(instances.terms(account, id).get(1).orderNumber());
        assertAt(id, ActKind.AUTO_RENEWED, first.minus(Duration.ofDays(3)));
        assertAt(id, ActKind.RECOVERED, recovered);
        assertAt(id, ActKind.EXPIRED, last);
        assertThat(act(id, ActKind.RELEASED).at())
                .as("day 8, 00:00")
                .isBetween(last.plus(Duration.ofDays(7)), last.plus(Duration.ofDays(8)));
        assertThat(whoDidWhat(Locale.ENGLISH, id))
                .containsExactly(
                        "The shop, by itself: Released with its data: it was not renewed in time",
                        "The shop, by itself: Shut down and put into the recycle bin: what was paid for was over",
                        "You: Brought back from the recycle bin with order " + order(id, 3),
                        "The shop, by itself: Shut down and put into the recycle bin: what was paid for was over",
                        "You: Automatic renewal: Remind me; I renew it myself",
                        "You: Renewed with order " + order(id, 2),
                        "The shop, by itself: Renewed automatically with order " + order(id, 1),
                        "You: Automatic renewal: Remind me if the balance is too low, and renew it by a month from the balance",
                        "The shop, by itself: Created; it ran for the first time",
                        "You: Bought with order " + order(id, 0));
        assertThat(whoDidWhat(Locale.CHINESE, id)).startsWith("系统自动: 未及时续费，已连同数据释放");
        assertThat(Pages.of(mvc, customer)
                        .page("/instances/" + id)
                        .select("#history time")
                        .eachAttr("datetime"))
                .as("when")
                .contains(
                        act(id, ActKind.EXPIRED).at().toString(),
                        act(id, ActKind.RELEASED).at().toString());
    }

    /** The moment itself, and what time the test takes. */
    private void assertAt(InstanceId id, ActKind kind, Instant at) {
        assertThat(act(id, kind).at()).as(kind.name()).isBetween(at, at.plus(Duration.ofMinutes(1)));
    }

    private String order(InstanceId id, int term) {
        return instances.terms(account, id).get(term).orderNumber();
    }

    /** As its page says, the latest first. */
    private List<String> whoDidWhat(Locale language, InstanceId id) {
        return Pages.of(mvc, customer).in(language).page("/instances/" + id).select("#history tbody tr").stream()
                .map(row -> row.select("td").last().text() + ": "
                        + row.selectFirst("th").text())
                .toList();
    }

    @Test
    void arrearsAreWrittenDownWhenTheyBeginToBiteAndWhenTheyEnd() throws InterruptedException {
        AccountId owner = customers.with("1.00");
        meters.untilNextHour();
        InstanceId id = meters.buy(owner, Specs.postpaid()).id();
        meters.spendAllBut(owner, Cny.of("0.30"));
        meters.hours(3);
        meters.deliver();
        customers.credit(owner, "0.50");
        meters.heard();
        meters.settle();
        customers.credit(owner, "5.00");
        meters.heard();

        assertThat(history.of(owner, id, 0).map(Act::kind).getContent())
                .containsExactly(ActKind.ARREARS_CLEARED, ActKind.ARREARS_STOPPED, ActKind.CREATED, ActKind.ORDERED);
    }

    @Test
    void aReturnIsWrittenDown() {
        InstanceId id = meters.buy(account, Specs.prepaid()).id();
        ReturnOffer offer = returns.offers(account, List.of(id)).get(0);

        returns.give(
                account,
                new AgreedReturn(id, offer.kind(), offer.at(), offer.value().refund()),
                UUID.randomUUID().toString());

        assertThat(kinds(id)).endsWith(ActKind.RETURNED);
    }

    @Test
    void itsPageShowsTheLatestFirstPageByPageInBothLanguages() {
        InstanceId id = meters.buy(account, Specs.postpaid()).id();
        for (int number = 1; number <= 9; number++) {
            instances.rename(account, id, "name " + number + " <b>");
        }
        Pages pages = Pages.of(mvc, customer);

        Document page = pages.page("/instances/" + id);
        assertThat(page.select("#history tbody th").eachText())
                .hasSize(10)
                .startsWith("Renamed to name 9 <b>")
                .endsWith("Created; it ran for the first time");
        assertThat(page.select("#history tbody tr").first().select("td").last().text())
                .isEqualTo("You");
        String older = page.selectFirst("#history nav a").attr("href");
        assertThat(pages.page(older.replace("#history", ""))
                        .select("#history tbody th")
                        .eachText())
                .singleElement()
                .asString()
                .startsWith("Bought with order ");
        assertThat(pages.in(Locale.CHINESE)
                        .page("/instances/" + id + "?history=2")
                        .selectFirst("#history h2")
                        .text())
                .isEqualTo("操作记录");
        assertThat(pages.get("/instances/" + id + "?history=%3Cx%3E").getStatus())
                .isEqualTo(200);
    }

    @Test
    void nobodyReadsTheHistoryOfSomebodyElsesMachine() {
        InstanceId id = meters.buy(account, Specs.postpaid()).id();

        assertThat(history.of(customers.account().id(), id, 0)).isEmpty();
    }

    private void renew(InstanceId id) {
        Order order = renewals.place(
                account, List.of(new Renewal(id, 1, null)), UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
    }

    private Instant end(InstanceId id) {
        return instances.instance(account, id).expiresAt().orElseThrow();
    }

    /** Oldest first. */
    private List<ActKind> kinds(InstanceId id) {
        List<ActKind> kinds =
                new ArrayList<>(history.of(account, id, 0).map(Act::kind).getContent());
        Collections.reverse(kinds);
        return kinds;
    }

    private Act act(InstanceId id, ActKind kind) {
        return history.of(account, id, 0).stream()
                .filter(act -> act.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
