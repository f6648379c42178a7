package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
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
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceShelved;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** The choice to stop a machine without charge, what it does, and what it keeps from being done ({@code domain.md} 5.5). */
@ShopTest
@Tag("page")
class StopWithoutChargeTests {

    private static final InstanceSpec SPEC = Specs.withType(Specs.postpaid(), "ap-guangzhou-3", "S4.SMALL2");

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
    private Pricing pricing;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Invariants invariants;

    private Account customer;
    private Pages pages;
    private Instance machine;

    @BeforeEach
    void aMachineThatRuns() {
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
        pages = Pages.of(mvc, customer);
        machine = running(SPEC);
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void theChoiceStatesItsEffectsAndThePageShowsThemWhenItIsMade() {
        Document before = page();
        String kept = show.rate(keptRate());
        assertThat(before.selectFirst("section[aria-labelledby=without-charge]").text())
                .contains("Instead of ¥" + show.rate(machine.cost().hourlyRate()) + " an hour it costs ¥" + kept)
                .contains("Its public address is given back", "Its place is not kept", "no new name, no new password");

        stopWithoutCharge();

        Document after = page();
        assertThat(after.selectFirst("h1 + p").text()).startsWith("Stopped, not charged");
        assertThat(after.select("form.line button:not([disabled])").eachText()).containsExactly("Start");
        assertThat(after.text())
                .contains("Given back; a new one comes when it starts")
                .contains("Now, stopped without charge ¥" + kept + " / h")
                .contains("Until then it can only be started or terminated.");
        assertThat(pages.page("/instances").selectFirst("td.c-state").text()).isEqualTo("Stopped, not charged");
        assertThat(pages.in(Locale.CHINESE).page("/instances").text()).contains("已关机，不收费");
    }

    @Test
    void itCanNeitherBeRenamedNorGetAPasswordUntilItRunsAgain() {
        stopWithoutCharge();
        assertThat(page().select("#name, #password")).isEmpty();

        MockHttpServletResponse renamed = pages.post(path("name"), Map.of("name", "other"));
        assertThat(renamed.getStatus()).isEqualTo(409);
        assertThat(Pages.read(renamed).selectFirst("#problems").text())
                .contains("Until it is started it keeps its name");
        assertThat(pages.post(path("password"), Map.of("kind", "RANDOM")).getStatus())
                .isEqualTo(409);
        assertThatExceptionOfType(InstanceShelved.class)
                .isThrownBy(() -> instances.rename(customer.id(), machine.id(), "other"));
        assertThat(now().name()).isEqualTo(machine.name());

        instances.power(customer.id(), machine.id(), PowerAction.START);
        settle();
        assertThat(pages.post(path("name"), Map.of("name", "other")).getStatus())
                .isEqualTo(303);
        assertThat(now().name()).isEqualTo("other");
    }

    @Test
    void withoutStockItIsNotStartedAndThePageSaysWhy() {
        stopWithoutCharge();
        int capacity = capacity();
        jdbc.sql("update stock set capacity = taken where zone_id = ? and instance_type = ?")
                .params(SPEC.zone(), SPEC.instanceType())
                .update();
        MockHttpServletResponse refused = pages.post(path("power"), Map.of("action", "START"));
        jdbc.sql("update stock set capacity = ? where zone_id = ? and instance_type = ?")
                .params(capacity, SPEC.zone(), SPEC.instanceType())
                .update();

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#problems").text())
                .contains("none of its type is free in its zone now. It stays stopped, with its disks.");
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(pages.post(path("power"), Map.of("action", "START")).getStatus())
                .isEqualTo(303);
        settle();
        assertThat(now().isRunning()).isTrue();
        assertThat(now().publicIp()).isPresent();
    }

    @Test
    void whatIsOffAlreadyIsNotSaidToBeSpared() {
        instances.power(customer.id(), machine.id(), PowerAction.STOP);
        settle();

        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> instances.stop(customer.id(), machine.id(), StoppedMode.STOP_CHARGING));
        assertThat(post("STOP").getStatus()).isEqualTo(409);
        assertThat(page().selectFirst("h1 + p .st").text()).isEqualTo("Stopped");
    }

    @Test
    void amongSeveralThoseThatCannotBeSparedAreStoppedAndChargedOn() {
        Instance prepaid = running(Specs.prepaid());
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(customer.email());
        String token = visitor.open("/instances")
                .document()
                .selectFirst("form[action=/instances/bulk] input[name=_csrf]")
                .attr("value");

        HttpVisitor.Page answer = visitor.post(
                "/instances/bulk?id=" + machine.id() + "&id=" + prepaid.id(),
                Map.of("action", "STOP", "mode", "STOP_CHARGING", "_csrf", token));

        assertThat(visitor.open(answer.location())
                        .document()
                        .select("#results li")
                        .eachText())
                .satisfiesExactly(
                        spared -> assertThat(spared).isEqualTo(machine.id() + ": Done."),
                        charged -> assertThat(charged).startsWith(prepaid.id() + ": Done, and charged on"));
        settle();
        assertThat(now().isShelved()).isTrue();
        assertThat(instances.instance(customer.id(), prepaid.id()).isShelved()).isFalse();
    }

    @Test
    void aMachineWithDisksOnItsHostHasNoSuchChoice() {
        jdbc.sql("update instance_disks set disk_type = 'LOCAL_SSD' where instance_id = ?")
                .param(machine.id().instanceId())
                .update();

        assertThat(page().selectFirst("section[aria-labelledby=without-charge]").text())
                .contains("Not possible for this instance");
        assertThat(page().select("input[name=mode]")).isEmpty();
        stopWithoutCharge();
        assertThat(now().isShelved()).isFalse();
        assertThat(now().publicIp()).isPresent();
    }

    @Test
    void aModeThatIsNoneIsRefused() {
        assertThat(pages.post(path("power"), Map.of("action", "STOP", "mode", "FREE"))
                        .getStatus())
                .isEqualTo(400);
        assertThat(now().isRunning()).isTrue();
    }

    /** What the lines of its quote come to without vCPU and memory. */
    private HourlyRate keptRate() {
        return pricing.quote(SPEC, 1).lines().stream()
                .filter(line -> line.component() != Component.COMPUTE)
                .map(QuoteLine::rate)
                .reduce(HourlyRate.ZERO, HourlyRate::plus);
    }

    private void stopWithoutCharge() {
        assertThat(post("STOP").getStatus()).isEqualTo(303);
        settle();
    }

    private MockHttpServletResponse post(String action) {
        return pages.post(path("power"), Map.of("action", action, "mode", "STOP_CHARGING"));
    }

    private Document page() {
        return pages.page("/instances/" + machine.id());
    }

    private String path(String what) {
        return "/instances/" + machine.id() + "/" + what;
    }

    private Instance now() {
        return instances.instance(customer.id(), machine.id());
    }

    private int capacity() {
        return jdbc.sql("select capacity from stock where zone_id = ? and instance_type = ?")
                .params(SPEC.zone(), SPEC.instanceType())
                .query(Integer.class)
                .single();
    }

    private Instance running(InstanceSpec spec) {
        Order order = orders.place(
                customer.id(), List.of(Purchases.of(spec, 1)), UUID.randomUUID().toString());
        orders.payFromBalance(customer.id(), order.number());
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        return instances.ofOrder(customer.id(), order.number().number()).get(0);
    }

    private void settle() {
        for (int step = 0; step < 3; step++) {
            instances.advanceDue();
            clock.advance(Duration.ofSeconds(1));
        }
        instances.advanceDue();
    }
}
