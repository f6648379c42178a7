package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Show;

/** More time for prepaid machines, as customers get it. */
class RenewalBrowserTests extends BrowserTest {

    private static final int CONTROLS_OF_A_PAGE = 60;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    private Account customer;
    private List<Instance> machines;
    private Instant expiry;

    @BeforeEach
    void aCustomerWithTwoMachines() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "5000.00");
        machines = meters.buy(customer.id(), Specs.prepaid(), 2);
        expiry = machines.get(0).expiresAt().orElseThrow();
    }

    @AfterEach
    void everybodyHasHeard() throws InterruptedException {
        meters.heard();
    }

    @Test
    void aMachineIsRenewedFromTheListByKeyboardAlone() {
        Page page = opened(visitor(), "/instances");
        String id = machines.get(0).id().instanceId();

        tabTo(page, page.locator("input[name=id][value=" + id + "]"), "Tab");
        page.keyboard().press("Space");
        tabTo(page, button(page, "Renew"), "Shift+Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Renew");
        tabTo(page, page.locator("#months"), "Tab");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        tabTo(page, button(page, "Show prices"), "Tab");
        page.keyboard().press("Enter");
        String until = show.time(ShopCalendar.plusMonths(expiry, 3));
        assertThat(page.locator("tbody")).containsText(until);
        look(page, "renewal-one");
        tabTo(page, button(page, "Place order"), "Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Pay for your renewal");
        tabTo(page, button(page, "Pay now"), "Tab");
        page.keyboard().press("Enter");

        assertThat(page.locator("h1")).hasText("Your instance is renewed");
        assertThat(page.locator("main")).containsText("Expires at " + until);
        axe(page);
        page.navigate("/instances/" + id);
        assertThat(page.locator("main")).containsText(until);
    }

    @Test
    void twoAreRenewedToTheSameDayAndOneIsSetToRenewItself() {
        Page page = opened(visitor(), "/instances/" + machines.get(0).id());
        page.getByLabel("renew it by a month from the balance").check();
        button(page, "Save").click();
        assertThat(page.getByLabel("renew it by a month from the balance")).isChecked();
        assertThat(page.locator("main")).containsText("Renews itself every month");

        page.navigate("/instances");
        page.locator("input[name=id]").all().forEach(Locator::check);
        button(page, "Renew").click();
        int day = ShopCalendar.dayOf(expiry).plusDays(5).getDayOfMonth();
        page.locator("#day").selectOption("" + day);
        button(page, "Show prices").click();
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertThat(page.locator("tbody")).containsText("1 month and ");
        look(page, "renewal-two");
        button(page, "Place order").click();
        button(page, "Pay now").click();

        assertThat(page.locator("h1")).hasText("Your 2 instances are renewed");
        assertThat(machines).allSatisfy(machine -> assertThat(
                        ShopCalendar.dayOf(now(machine).expiresAt().orElseThrow())
                                .getDayOfMonth())
                .isEqualTo(day));
        page.navigate("/billing");
        assertThat(page.getByRole(AriaRole.LINK, named("Renew them"))).isVisible();
    }

    @Test
    void fromTheRecycleBinItComesBackInChineseOnAPhoneInTheDark() throws InterruptedException {
        meters.expire(expiry.plus(Duration.ofDays(2)));
        meters.deliver();
        Page page = opened(visitor().narrow().dark().chinese(), "/instances?show=bin");
        assertThat(page.locator("tbody tr")).hasCount(2);
        look(page, "instances-bin-390-zh-dark");

        page.locator("tbody a").first().click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("续费").setExact(true))
                .click();
        assertThat(page.locator("tbody")).containsText("将从回收站恢复并运行。");
        look(page, "renewal-bin-390-zh-dark");
        String id = page.locator("tbody input[name=id]").inputValue();
        button(page, "提交订单").click();
        look(page, "renewal-order-390-zh-dark");
        button(page, "立即支付").click();
        assertThat(page.locator("h1")).hasText("1 台实例已续费");
        meters.deliver();

        page.navigate("/instances/" + id);
        assertThat(page.locator("h1 + p .st")).containsText("运行中");
    }

    @Test
    void thePagesCanBeReadByAll() {
        String both = "/instances/renewal?months=2&day=15&id=" + machines.get(0).id() + ","
                + machines.get(1).id();
        Page page = opened(visitor().narrow(), both);
        look(page, "renewal-390");
        page.locator("main details summary").first().click();
        look(page, "renewal-390-explained");
        page.navigate("/help/expiry");
        look(page, "help-expiry-390");
        page.navigate("/billing");
        look(page, "billing-renewals-390");
        Page dark = opened(visitor().dark(), both.replace("months=2", "months=12"));
        look(dark, "renewal-dark");
    }

    /** As somebody without a mouse does: from control to control until this one has the focus. */
    private static void tabTo(Page page, Locator control, String key) {
        control.waitFor();
        for (int pressed = 0; pressed < CONTROLS_OF_A_PAGE; pressed++) {
            if ((Boolean) control.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press(key);
        }
        assertThat(control).isFocused();
    }

    private Instance now(Instance machine) {
        return instances.instance(customer.id(), machine.id());
    }

    private Page opened(Visitor visitor, String path) {
        return signedIn(visitor, customer, path);
    }
}
