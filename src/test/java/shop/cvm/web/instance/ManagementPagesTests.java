package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

@ShopTest
@Tag("page")
class ManagementPagesTests {

    @Autowired
    private MockMvc mvc;

    @LocalServerPort
    private int port;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    @Autowired
    private Invariants invariants;

    private Account customer;
    private Pages pages;

    @BeforeEach
    void aCustomerWithMoney() {
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
        pages = Pages.of(mvc, customer);
    }

    @Test
    void onlyWhatCanBeDoneNowCanBePressed() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        assertThat(pressable(machine)).containsExactly("Stop", "Reboot");

        MockHttpServletResponse stopped = power(machine, "STOP");
        assertThat(stopped.getStatus()).isEqualTo(303);
        assertThat(page(machine).selectFirst("h1 + p").text()).startsWith("Stopping");
        assertThat(pressable(machine)).isEmpty();
        assertThat(page(machine).selectFirst("#instance").attr("hx-get")).isNotEmpty();

        instances.advanceDue();
        assertThat(page(machine).selectFirst("h1 + p").text()).startsWith("Stopped");
        assertThat(pressable(machine)).containsExactly("Start");
        assertThat(page(machine).text()).contains("Stopping keeps disks and addresses, and the price per hour.");
        assertThat(page(machine).selectFirst("#instance").attr("hx-get")).isEmpty();
    }

    @Test
    void aPageThatIsOutOfDateIsToldWhyNothingHappened() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        power(machine, "STOP");
        assertThat(power(machine, "STOP").getStatus()).as("the same again").isEqualTo(303);
        instances.advanceDue();

        MockHttpServletResponse refused = power(machine, "REBOOT");

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#problems").text()).contains("It is stopped. Start it first.");
        assertThat(pages.in(Locale.CHINESE).post(path(machine, "power"), Map.of("action", "REBOOT")))
                .satisfies(chinese -> assertThat(
                                Pages.read(chinese).selectFirst("#problems").text())
                        .contains("实例已关机，请先开机。"));
    }

    @Test
    void renamingIsDoneInPlace() {
        Instance machine = running(Specs.prepaid(), 1).get(0);

        assertThat(pages.post(path(machine, "name"), Map.of("name", "db <1>")).getStatus())
                .isEqualTo(303);
        assertThat(page(machine).selectFirst("h1").text()).isEqualTo("db <1>");
        assertThat(page(machine).selectFirst("#name").attr("value")).isEqualTo("db <1>");

        MockHttpServletResponse refused = pages.post(path(machine, "name"), Map.of("name", "x".repeat(129)));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Pages.read(refused).selectFirst("#problems a").attr("href")).isEqualTo("#name");
        assertThat(Pages.read(refused).selectFirst("#name").attr("value")).hasSize(129);
    }

    @Test
    void aNewRandomPasswordIsShownOnceWhenItWorks() {
        Instance machine = running(Specs.prepaid(), 1).get(0);
        instances.takePassword(customer.id(), machine.id(), "");

        MockHttpServletResponse running = pages.post(path(machine, "password"), Map.of("kind", "RANDOM"));
        assertThat(running.getStatus()).isEqualTo(409);
        assertThat(Pages.read(running).selectFirst("#problems a").attr("href")).isEqualTo("#forced");

        pages.post(path(machine, "password"), Map.of("kind", "RANDOM", "forced", "true"));
        assertThat(page(machine).select("button").eachText()).doesNotContain("Show password");
        settle();

        assertThat(page(machine).selectFirst("h1 + p").text()).startsWith("Running");
        assertThat(page(machine).select("button").eachText()).contains("Show password");
        Document shown = Pages.read(pages.post(path(machine, "password/view"), Map.of()));
        assertThat(shown.selectFirst("#initial-password").text()).hasSize(16);
        assertThat(page(machine).select("button").eachText()).doesNotContain("Show password");
    }

    @Test
    void aWeakNewPasswordIsRefusedAndNotSentBack() {
        Instance machine = running(Specs.prepaid(), 1).get(0);

        MockHttpServletResponse refused = pages.post(
                path(machine, "password"), Map.of("kind", "PASSWORD", "password", "tooweak", "forced", "true"));

        assertThat(refused.getStatus()).isEqualTo(422);
        Document page = Pages.read(refused);
        assertThat(page.selectFirst("#problems").text()).contains("Enter a password of 8 to 30 characters.");
        assertThat(page.html()).doesNotContain("tooweak");
        assertThat(page.selectFirst("#kind-PASSWORD").hasAttr("checked")).isTrue();
    }

    @Test
    void terminatingTellsWhatHappensToTheMoneyAndWantsTheName() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        String frozen = show.total(machine.cost().unitTotal());
        Document page = pages.page(path(machine, "termination"));
        assertThat(page.select("main li").eachText())
                .contains(frozen + " is no longer frozen and available again at once.", "This cannot be undone.");

        MockHttpServletResponse refused = pages.post(path(machine, "termination"), Map.of("confirm", "web"));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Pages.read(refused).selectFirst("#problems a").attr("href")).isEqualTo("#confirm");
        assertThat(now(machine).state()).isEqualTo(InstanceState.RUNNING);

        assertThat(pages.post(path(machine, "termination"), Map.of("confirm", machine.name()))
                        .getStatus())
                .isEqualTo(303);
        instances.advanceDue();

        assertThat(page(machine).text()).contains(frozen + " is no longer frozen, and nothing is charged since then.");
        assertThat(page(machine).select("form.line")).isEmpty();
        assertThat(pages.page("/instances").text()).contains("You have no instance yet.");
        assertThat(pages.get(path(machine, "termination")).getStatus()).isEqualTo(303);
    }

    @Test
    void aPrepaidInstanceCannotBeTerminatedAndSaysWhy() {
        Instance machine = running(Specs.prepaid(), 1).get(0);

        Document page = pages.page(path(machine, "termination"));
        assertThat(page.text()).contains("It cannot be terminated now.", "A prepaid instance is not terminated");
        assertThat(page.select("#confirm")).isEmpty();
        assertThat(pages.post(path(machine, "termination"), Map.of("confirm", machine.name()))
                        .getStatus())
                .isEqualTo(409);
        assertThat(page(machine).select("a.btn-bad")).isEmpty();
    }

    @Test
    void severalAtOnceAreDoneOrRefusedEachByItself() {
        List<Instance> machines = running(Specs.postpaid(), 2);
        instances.power(customer.id(), machines.get(1).id(), PowerAction.REBOOT);
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(customer.email());
        HttpVisitor.Page list = visitor.open("/instances");
        String token = list.document()
                .selectFirst("form[action=/instances/bulk] input[name=_csrf]")
                .attr("value");

        HttpVisitor.Page answer = visitor.post(
                "/instances/bulk?id=" + machines.get(0).id() + "&id="
                        + machines.get(1).id() + "&id=ins-00000000",
                Map.of("action", "STOP", "_csrf", token));
        HttpVisitor.Page results = visitor.open(answer.location());

        assertThat(results.document().select("#results li").eachText())
                .containsExactly(
                        machines.get(0).id() + ": Done.",
                        machines.get(1).id() + ": It is being rebooted. Try again in a moment.",
                        "ins-00000000: There is no such instance.");
        assertThat(now(machines.get(0)).state()).isEqualTo(InstanceState.STOPPING);
        assertThat(visitor.open("/instances").document().select("#results"))
                .as("said once")
                .isEmpty();
        settle();
    }

    @Test
    void severalAreGivenUpTogetherOnceTheirNumberIsTyped() {
        List<Instance> machines = running(Specs.postpaid(), 2);
        Instance prepaid = running(Specs.prepaid(), 1).get(0);
        String ids = machines.get(0).id() + "," + machines.get(1).id() + "," + prepaid.id();

        MockHttpServletResponse asked = pages.post("/instances/bulk?id=" + ids, Map.of("action", "TERMINATE"));
        assertThat(asked.getRedirectedUrl()).startsWith("/instances/termination?");
        Document page = pages.page(asked.getRedirectedUrl());
        assertThat(page.select("tbody tr")).hasSize(2);
        assertThat(page.selectFirst(".note-warn").text()).contains(prepaid.id() + ": A prepaid instance");
        assertThat(page.selectFirst("label[for=confirm]").text()).isEqualTo("Type 2 to confirm");
        assertThat(now(machines.get(0)).state()).isEqualTo(InstanceState.RUNNING);

        Map<String, String> form = new HashMap<>();
        page.select("form[action=/instances/termination] input[type=hidden]")
                .forEach(field -> form.merge(field.attr("name"), field.val(), (one, other) -> one + "," + other));
        form.remove("_csrf");
        form.put("confirm", "1");
        MockHttpServletResponse mistyped = pages.post("/instances/termination", form);
        assertThat(mistyped.getStatus()).isEqualTo(422);
        assertThat(Pages.read(mistyped).selectFirst("#confirm-err").text()).contains("how many instances");
        assertThat(now(machines.get(0)).state()).isEqualTo(InstanceState.RUNNING);

        instances.rename(customer.id(), machines.get(1).id(), "renamed");
        form.put("confirm", "2");
        MockHttpServletResponse done = pages.post("/instances/termination", form);
        assertThat(done.getRedirectedUrl()).isEqualTo("/instances?show=all");
        assertThat(now(machines.get(0)).state()).isEqualTo(InstanceState.TERMINATING);
        assertThat(now(machines.get(1)).state())
                .as("called something else than what was confirmed")
                .isEqualTo(InstanceState.RUNNING);
        invariants.hold();
    }

    @Test
    void theResultOfGivingUpIsSaidForEach() {
        List<Instance> machines = running(Specs.postpaid(), 2);
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(customer.email());
        String ids = machines.get(0).id() + "%2C" + machines.get(1).id();
        HttpVisitor.Page page = visitor.open("/instances/termination?id=" + ids);
        instances.power(customer.id(), machines.get(1).id(), PowerAction.REBOOT);

        HttpVisitor.Page answer = visitor.submit(
                page,
                "/instances/termination",
                Map.of(
                        "confirm",
                        "2",
                        "id",
                        machines.get(0).id() + "," + machines.get(1).id()));

        assertThat(visitor.open(answer.location()).text("#results"))
                .startsWith("Terminate")
                .contains(machines.get(0).id() + ": Done.")
                .contains(machines.get(1).id() + ": It is being rebooted. Try again in a moment.");
        settle();
    }

    @Test
    void whatIsSomebodyElsesIsNotGivenUpWithTheRest() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        Pages stranger = Pages.of(mvc, customers.account());

        assertThat(stranger.page("/instances/termination?id=" + machine.id()).select("tbody tr"))
                .isEmpty();
        stranger.post(
                "/instances/termination",
                Map.of("id", machine.id().instanceId(), machine.id().instanceId(), machine.name(), "confirm", "1"));

        assertThat(now(machine).state()).isEqualTo(InstanceState.RUNNING);
        assertThat(pages.in(Locale.CHINESE)
                        .page("/instances/termination?id=" + machine.id())
                        .selectFirst("h1")
                        .text())
                .isEqualTo("批量销毁实例");
    }

    @Test
    void theListShowsWhatItIsAskedFor() {
        List<Instance> machines = running(Specs.postpaid(), 2);
        instances.power(customer.id(), machines.get(0).id(), PowerAction.STOP);
        instances.advanceDue();

        assertThat(pages.page("/instances?show=stopped").select("tbody th a").eachText())
                .containsExactly(machines.get(0).id().instanceId());
        assertThat(pages.page("/instances?show=running").select("tbody th a").eachText())
                .containsExactly(machines.get(1).id().instanceId());
        assertThat(pages.page("/instances?show=failed").text()).contains("No instance is in this state.");
        assertThat(pages.page("/instances?show=%3Cb%3E").select("tbody tr")).hasSize(2);
        assertThat(pages.page("/instances?show=stopped")
                        .select("main nav a[aria-current=page]")
                        .eachText())
                .containsExactly("Stopped");
    }

    @Test
    void whatIsSomebodyElsesIsNotThere() {
        Instance machine = running(Specs.postpaid(), 1).get(0);
        Pages stranger = Pages.of(mvc, customers.account());

        assertThat(stranger.post(path(machine, "power"), Map.of("action", "STOP"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(stranger.post(path(machine, "name"), Map.of("name", "x")).getStatus())
                .isEqualTo(404);
        assertThat(stranger.post(path(machine, "password"), Map.of("kind", "RANDOM"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(stranger.get(path(machine, "termination")).getStatus()).isEqualTo(404);
        assertThat(stranger.post(path(machine, "termination"), Map.of("confirm", machine.name()))
                        .getStatus())
                .isEqualTo(404);
        assertThat(now(machine).state()).isEqualTo(InstanceState.RUNNING);
    }

    private MockHttpServletResponse power(Instance machine, String action) {
        return pages.post(path(machine, "power"), Map.of("action", action));
    }

    private List<String> pressable(Instance machine) {
        return page(machine).select("form.line button:not([disabled])").eachText();
    }

    private Document page(Instance machine) {
        return pages.page("/instances/" + machine.id());
    }

    private static String path(Instance machine, String what) {
        return "/instances/" + machine.id() + "/" + what;
    }

    private List<Instance> running(InstanceSpec spec, int count) {
        Order order = orders.place(
                customer.id(),
                List.of(Purchases.of(spec, count)),
                UUID.randomUUID().toString());
        orders.payFromBalance(customer.id(), order.number());
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        return instances.ofOrder(customer.id(), order.number().number());
    }

    private Instance now(Instance machine) {
        return instances.instance(customer.id(), machine.id());
    }

    private void settle() {
        for (int step = 0; step < 5; step++) {
            clock.advance(Duration.ofSeconds(1));
            instances.advanceDue();
        }
    }
}
