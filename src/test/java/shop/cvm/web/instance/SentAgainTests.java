package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Act;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.Provisioner;
import shop.cvm.web.Pages;

/** Forms that are sent again when what they asked for is long done: nothing is done a second time. */
@ShopTest
@Tag("page")
class SentAgainTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Provisioner provisioner;

    @Autowired
    private History history;

    @Autowired
    private Invariants invariants;

    private Account customer;
    private Pages pages;
    private Instance machine;
    private String path;

    @BeforeEach
    void aMachineThatRuns() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        pages = Pages.of(mvc, customer);
        machine = meters.buy(customer.id(), Specs.postpaid());
        path = "/instances/" + machine.id();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void aDiskIsEmptiedOnce() {
        Map<String, String> form = form(path + "/reinstallation", path + "/reinstallation");
        form.put("kind", "RANDOM");
        form.put("confirmed", "true");
        form.put("image", machine.configuration().imageId());
        send(path + "/reinstallation", form);
        meters.deliver();
        String fingerprint = provisioner.observe(machine.id()).fingerprint();
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);

        send(path + "/reinstallation", form);
        meters.deliver();

        assertThat(provisioner.observe(machine.id()).fingerprint())
                .as("the disk is the same")
                .isEqualTo(fingerprint);
        assertThat(acts(ActKind.REINSTALLED)).isEqualTo(1);
        form.put("kind", "PASSWORD");
        form.put("password", "Another-1-password");
        MockHttpServletResponse other = pages.post(path + "/reinstallation", form);
        assertThat(other.getStatus()).isEqualTo(409);
        assertThat(Pages.read(other).selectFirst("#problems").text()).contains("This page is out of date");
        assertThat(Pages.read(pages.in(Locale.CHINESE).post(path + "/reinstallation", form))
                        .selectFirst("#problems")
                        .text())
                .contains("此页面已过期");
        assertThat(Pages.read(other).select("input[name=token]").val())
                .as("the page that comes back is a new form")
                .isNotEqualTo(form.get("token"));
        assertThat(now().loginKind()).isEqualTo(LoginKind.RANDOM);
    }

    @Test
    void aPasswordIsMadeUpOnce() {
        Map<String, String> form = form(path, path + "/password");
        form.put("kind", "RANDOM");
        form.put("forced", "true");
        send(path + "/password", form);
        meters.deliver();
        assertThat(instances.takePassword(customer.id(), machine.id(), "shown")).isPresent();

        send(path + "/password", form);
        meters.deliver();

        assertThat(now().isRunning()).isTrue();
        assertThat(now().hasPasswordToShow())
                .as("the one that was shown still holds")
                .isFalse();
        assertThat(acts(ActKind.PASSWORD_RESET)).isEqualTo(1);
    }

    @Test
    void everyButtonOfPowerIsPressedOnce() {
        Map<String, String> reboot = form(path, path + "/power");
        reboot.put("action", "REBOOT");
        send(path + "/power", reboot);
        meters.deliver();
        Map<String, String> stop = form(path, path + "/power");
        stop.put("action", "STOP");
        send(path + "/power", reboot);
        assertThat(now().isRunning()).as("not rebooted again").isTrue();
        send(path + "/power", stop);
        meters.deliver();
        Map<String, String> start = form(path, path + "/power");
        start.put("action", "START");
        send(path + "/power", start);
        meters.deliver();

        send(path + "/power", stop);
        assertThat(now().isRunning()).as("not stopped again").isTrue();
        instances.power(customer.id(), machine.id(), PowerAction.STOP);
        meters.deliver();
        send(path + "/power", start);
        assertThat(now().state()).as("not started again").isEqualTo(InstanceState.STOPPED);

        assertThat(acts(ActKind.REBOOTED)).isEqualTo(1);
        assertThat(acts(ActKind.STARTED)).isEqualTo(1);
    }

    @Test
    void itIsStoppedWithoutChargeOnce() {
        Map<String, String> form = new HashMap<>();
        pages.page(path)
                .select("form:has(input[value=STOP_CHARGING]) input[type=hidden]")
                .forEach(field -> form.put(field.attr("name"), field.val()));
        form.put("action", "STOP");
        assertThat(form.get("form")).isNotBlank();
        send(path + "/power", form);
        meters.deliver();
        instances.power(customer.id(), machine.id(), PowerAction.START);
        meters.deliver();

        send(path + "/power", form);

        assertThat(now().isRunning()).isTrue();
        assertThat(acts(ActKind.STOPPED_WITHOUT_CHARGE)).isEqualTo(1);
    }

    @Test
    void severalAreRebootedOnceEach() {
        Instance other = meters.buy(customer.id(), Specs.postpaid());
        Map<String, String> form = form("/instances", "/instances/bulk");
        form.put("action", "REBOOT");
        form.put("id", machine.id() + "," + other.id());
        send("/instances/bulk", form);
        meters.deliver();

        send("/instances/bulk", form);

        assertThat(List.of(
                        now().state(),
                        instances.instance(customer.id(), other.id()).state()))
                .containsOnly(InstanceState.RUNNING);
        assertThat(acts(ActKind.REBOOTED)).isEqualTo(1);
    }

    @Test
    void whatWasRefusedIsDoneWhenItIsSentAgain() {
        instances.power(customer.id(), machine.id(), PowerAction.REBOOT);
        Map<String, String> form = form(path, path + "/power");
        form.put("action", "STOP");
        assertThat(pages.post(path + "/power", form).getStatus()).isEqualTo(409);
        meters.deliver();

        send(path + "/power", form);

        assertThat(now().state()).isEqualTo(InstanceState.STOPPING);
        meters.deliver();
    }

    private void send(String address, Map<String, String> form) {
        assertThat(pages.post(address, form).getStatus()).isEqualTo(303);
    }

    /** What a page sends along without anybody having typed it. */
    private Map<String, String> form(String page, String action) {
        Element form = pages.page(page).selectFirst("form[action=" + action + "]");
        Map<String, String> fields = new HashMap<>();
        form.select("input[type=hidden]").forEach(field -> fields.put(field.attr("name"), field.val()));
        assertThat(fields.getOrDefault("form", fields.get("token")))
                .as("its name")
                .isNotBlank();
        return fields;
    }

    private long acts(ActKind kind) {
        return history.of(customer.id(), machine.id(), 0).getContent().stream()
                .map(Act::kind)
                .filter(kind::equals)
                .count();
    }

    private Instance now() {
        return instances.instance(customer.id(), machine.id());
    }
}
