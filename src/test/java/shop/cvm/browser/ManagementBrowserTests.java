package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Login;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;

/** What an owner does with instances, by keyboard and without script. */
class ManagementBrowserTests extends BrowserTest {

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Publications publications;

    @Autowired
    private ShopClock clock;

    private Account customer;
    private List<Instance> machines;

    @BeforeEach
    void aCustomerWithTwoMachines() {
        customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        Order order = orders.place(
                customer.id(),
                List.of(Purchases.of(Specs.postpaid(), 2)),
                UUID.randomUUID().toString());
        orders.payFromBalance(customer.id(), order.number());
        step(Duration.ofMinutes(10));
        step(Duration.ofMinutes(10));
        machines = instances.ofOrder(customer.id(), order.number().number());
    }

    @Test
    void aMachineIsStoppedAndStartedByKeyboardAndThePageFollowsByItself() {
        Page page = opened(visitor(), machine());
        press(page, "Stop");
        assertThat(state(page)).containsText("Stopping");

        step(Duration.ofSeconds(1));
        assertThat(state(page)).containsText("Stopped");
        assertThat(page.locator("#instance-news")).hasText("State: Stopped");
        look(page, "instance-stopped");

        press(page, "Start");
        assertThat(state(page)).containsText("Starting");
        step(Duration.ofSeconds(1));
        assertThat(state(page)).containsText("Running");
        press(page, "Reboot");
        assertThat(state(page)).containsText("Rebooting");
        step(Duration.ofSeconds(1));
        step(Duration.ofSeconds(1));
        assertThat(state(page)).containsText("Running");
    }

    @Test
    void aMachineIsRenamedAndTerminatedByKeyboardWithoutScriptInChinese() {
        Page page = opened(visitor().withoutScript().chinese(), machine());
        page.locator("#name").fill("数据库");
        press(page, "重命名");
        assertThat(page.locator("h1")).hasText("数据库");

        page.getByRole(AriaRole.LINK, named("销毁")).focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("销毁 数据库");
        page.locator("#confirm").fill("另一个");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("请按显示内容准确输入名称。");
        page.locator("#confirm").fill("数据库");
        page.keyboard().press("Enter");

        assertThat(state(page)).containsText("销毁中");
        step(Duration.ofSeconds(1));
        page.reload();
        assertThat(state(page)).containsText("已销毁");
        assertThat(instances.instance(customer.id(), machine()).state()).isEqualTo(InstanceState.TERMINATED);
        look(opened(visitor().chinese(), machine()), "instance-terminated-zh");
    }

    @Test
    void aNewPasswordIsSetAndShownOnce() {
        Page page = opened(visitor(), machine());
        press(page, "Reset password");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("It is running: stop it first, or tick this box.");
        look(page, "instance-reset-refused");
        page.getByLabel("Stop it for that and start it again").check();
        press(page, "Reset password");
        assertThat(state(page)).containsText("Stopping");
        for (int i = 0; i < 4; i++) {
            step(Duration.ofSeconds(1));
        }

        assertThat(state(page)).containsText("Running");
        press(page, "Show password");
        assertThat(page.locator("#initial-password")).isVisible();
    }

    @Test
    void severalAreStoppedAtOnceAndEachHasItsResult() {
        Page page = opened(visitor(), "/instances");
        look(page, "instances-two");
        page.getByLabel("Select web-1").check();
        page.getByLabel("Select web-2").check();
        press(page, "Stop");
        assertThat(page.locator("#results li")).hasCount(2);
        look(page, "instances-bulk");

        step(Duration.ofSeconds(1));
        page.getByLabel("Select web-1").check();
        press(page, "Reboot");
        assertThat(page.locator("#results")).containsText("It is stopped. Start it first.");
        page.getByRole(AriaRole.LINK, named("Stopped")).click();
        assertThat(page.locator("tbody tr")).hasCount(2);
    }

    @Test
    void severalAreTerminatedByKeyboardOnceTheirNumberIsTyped() {
        Page page = opened(visitor(), "/instances");
        page.getByLabel("Select web-1").check();
        page.getByLabel("Select web-2").check();
        press(page, "Terminate");
        assertThat(page.locator("h1")).hasText("Terminate instances");
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.getByLabel("Type 2 to confirm").fill("1");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Type how many instances are listed");
        look(page, "instances-termination-refused");
        page.getByLabel("Type 2 to confirm").fill("2");
        page.keyboard().press("Enter");

        assertThat(page.locator("#results li")).hasCount(2);
        assertThat(page.locator("#results")).containsText("Done.");
        look(page, "instances-terminated");
    }

    @Test
    void severalAreTerminatedWithoutScriptInChinese() {
        Page page = opened(visitor().withoutScript().chinese(), "/instances");
        page.locator("input[name=id]").first().check();
        press(page, "销毁");
        assertThat(page.locator("h1")).hasText("批量销毁实例");
        page.locator("#confirm").fill("1");
        press(page, "销毁");

        assertThat(page.locator("#results li")).hasCount(1);
    }

    @Test
    void everyPageCanBeReadByAll() {
        looks().forEach((name, visitor) -> look(visitor, name));
    }

    private void look(Visitor visitor, String name) {
        Page page = opened(visitor, machine());
        look(page, "instance-managed-" + name);
        look(page, "/instances/" + machine() + "/termination", "instance-termination-" + name);
        page.locator("#confirm").fill("another");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        look(page, "instance-termination-refused-" + name);
        String wider = "/instances/" + machine() + "/configuration?bandwidth=5";
        look(page, wider, "instance-configuration-" + name);
        look(page, wider + "&type=S5.LARGE8", "instance-configuration-refused-" + name);
        look(page, "/instances", "instances-two-" + name);
        String both = machines.get(0).id() + "," + machines.get(1).id();
        look(page, "/instances/termination?id=" + both, "instances-termination-" + name);
        look(page, "/instances/configuration?bandwidth=5&id=" + both, "instances-configuration-" + name);
        for (String show : List.of("paid", "closed", "unpaid")) {
            look(page, "/orders?show=" + show, "orders-" + show + "-" + name);
        }
        look(page, "/account/key-pairs", "key-pairs-" + name);
        page.locator("#name").fill("laptop_" + name.replace('-', '_'));
        // Sent twice, it would say that there is one of this name, and the private key would be lost.
        page.locator("form:has(#name) button").dblclick();
        assertThat(page.locator("#private-key")).isVisible();
        look(page, "key-pairs-made-" + name);
    }

    private static void look(Page page, String path, String name) {
        page.navigate(path);
        look(page, name);
    }

    @Test
    void theMessageOfANewPasswordCanBeReadByAll() throws InterruptedException {
        instances.resetPassword(customer.id(), machine(), Login.random(), true);
        for (int i = 0; i < 5; i++) {
            step(Duration.ofSeconds(1));
        }
        publications.await(Duration.ofSeconds(30));
        Page page = opened(visitor(), "/messages");
        page.getByRole(AriaRole.LINK, named("Password reset")).click();
        look(page, "message-password-reset");
        press(page, "Show password");
        assertThat(page.locator("#initial-password")).isVisible();
    }

    private InstanceId machine() {
        return machines.get(0).id();
    }

    private void step(Duration time) {
        clock.advance(time);
        instances.advanceDue();
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .focus();
        page.keyboard().press("Enter");
    }

    private static Locator state(Page page) {
        return page.locator("h1 + p .st");
    }

    private Page opened(Visitor visitor, InstanceId id) {
        return opened(visitor, "/instances/" + id);
    }

    private Page opened(Visitor visitor, String path) {
        return signedIn(visitor, customer, path);
    }
}
