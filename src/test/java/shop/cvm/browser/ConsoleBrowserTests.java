package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.account.KeyPairs;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Tag;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** What an owner does with many machines, and to keep one from harm, by keyboard and in every look. */
class ConsoleBrowserTests extends BrowserTest {

    @Autowired
    private Customers customers;

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private InstanceTags tags;

    @Autowired
    private ShopClock clock;

    @Autowired
    private KeyPairs keyPairs;

    private Account customer;
    private List<Instance> machines;

    @BeforeEach
    void threeMachines() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        machines = meters.buy(customer.id(), Specs.postpaid(), 3);
        instances.rename(customer.id(), machines.get(0).id(), "front");
        keyPairs.create(customer.id(), "laptop");
    }

    @Test
    void machinesAreFoundTaggedAndProtectedByKeyboard() {
        Page page = signedIn(visitor(), customer);
        page.navigate("/instances");
        page.getByLabel("Id, name or IP address").fill("front");
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);

        page.locator("tbody input[type=checkbox]").focus();
        page.keyboard().press("Space");
        press(button(page, "Edit tags"));
        page.getByLabel("Key", exactly()).fill("env");
        page.getByLabel("Value", exactly()).fill("prod");
        page.keyboard().press("Enter");
        assertThat(page.locator("#results")).containsText("Done.");
        assertThat(page.locator("tbody .chip")).hasText("env=prod");

        press(page.locator("tbody a"));
        press(page.getByRole(AriaRole.LINK, named("Change key pair")));
        page.getByLabel("Key pair", exactly()).selectOption("laptop");
        page.getByLabel("Stop what runs for that").focus();
        page.keyboard().press("Space");
        press(button(page, "Save login"));
        assertThat(page.locator("#history tbody th").first()).hasText("Key pair laptop bound");
        press(button(page, "Protect from termination"));
        assertThat(button(page, "Lift the protection")).isVisible();
        press(page.getByRole(AriaRole.LINK, named("Terminate").setExact(true)));
        assertThat(page.locator("main")).containsText("It is protected from termination.");
        page.goBack();
        assertThat(page.locator("#history tbody th").first()).hasText("Protected from termination");
        assertThat(page.locator("#history tbody th").nth(2)).hasText("Tags changed: env=prod");
    }

    @Test
    void whatBecomesOfMachinesIsDecidedByKeyboardInChinese() {
        Instance prepaid = meters.buy(customer.id(), Specs.prepaid());
        Page page = signedIn(visitor().chinese(), customer);
        page.navigate("/instances/" + machines.get(0).id());
        press(page.getByRole(AriaRole.LINK, named("更改安全组")));
        page.locator("input[name=group]:not(:checked)").first().focus();
        page.keyboard().press("Space");
        press(button(page, "保存"));
        Locator latest = page.locator("#history tbody th").first();
        assertThat(latest).containsText("安全组更改为");

        String tomorrow = ShopCalendar.dayOf(clock.now()).plusDays(1) + "T18:30";
        page.locator("#terminateAt").fill(tomorrow);
        page.keyboard().press("Enter");
        assertThat(latest).containsText("设置定时销毁");

        page.navigate("/instances/" + machines.get(1).id());
        press(page.locator("a[href$='/reinstallation']"));
        page.locator("#confirmed").focus();
        page.keyboard().press("Space");
        press(button(page, "立即重装"));
        assertThat(latest).containsText("重装系统");

        page.navigate("/instances/" + prepaid.id());
        press(page.locator("a[href$='/return']"));
        page.locator("#confirm").focus();
        page.keyboard().press("Space");
        press(page.locator("main button.btn-bad"));
        assertThat(page.locator("#results")).containsText("已退还");
        page.navigate("/instances/" + prepaid.id());
        assertThat(latest).hasText("退还");
    }

    @Test
    void everyPageCanBeReadByAllInBothLanguagesAndColours() {
        Instance machine = machines.get(0);
        tags.change(customer.id(), machine.id(), List.of(new Tag("environment", "production ".repeat(9))), Set.of());
        looks().forEach((name, visitor) -> {
            Page page = signedIn(visitor, customer);
            page.navigate("/instances");
            page.locator("details.more summary").click();
            look(page, "console-list-" + name);
            page.navigate(
                    "/instances/tags?id=" + machine.id() + "," + machines.get(1).id());
            look(page, "console-tags-" + name);
            page.navigate("/instances/key-pairs?id=" + machine.id());
            look(page, "console-keys-" + name);
            page.navigate("/instances/" + machine.id() + "/reinstallation");
            look(page, "console-reinstall-" + name);
            page.navigate("/instances/" + machine.id());
            look(page, "console-instance-" + name);
            page.navigate("/network");
            look(page, "console-groups-" + name);
            page.navigate("/network/security-groups/" + machine.securityGroup());
            look(page, "console-group-" + name);
        });
    }

    private static void press(Locator control) {
        control.focus();
        control.press("Enter");
    }
}
