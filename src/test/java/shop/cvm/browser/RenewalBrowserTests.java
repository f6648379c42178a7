package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

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

/** More time for prepaid machines, in every look; {@link KeyboardBrowserTests} orders it by keyboard. */
class RenewalBrowserTests extends BrowserTest {

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    private Account customer;
    private List<Instance> machines;
    private Instant expiry;

    @BeforeEach
    void aCustomerWithTwoMachines() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "5000.00");
        machines = meters.buy(customer.id(), Specs.prepaid().withBandwidth(5), 2);
        expiry = machines.get(0).expiresAt().orElseThrow();
    }

    @AfterEach
    void everybodyHasHeard() throws InterruptedException {
        meters.heard();
    }

    @Test
    void fromTheRecycleBinItComesBackInChineseOnAPhoneInTheDark() throws InterruptedException {
        meters.expire(expiry.plus(Duration.ofDays(2)));
        meters.deliver();
        Page page = opened(visitor().narrow().dark().chinese(), "/instances?show=bin");
        assertThat(page.locator("tbody tr")).hasCount(2);
        look(page, "instances-bin-390-zh-dark");
        page.navigate("/instances/" + machines.get(0).id() + "/termination");
        look(page, "instance-release-390-zh-dark");
        page.navigate("/instances?show=bin");

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
        look(page, "renewal-paid-390-zh-dark");
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
        page.navigate(
                "/instances/renewal?months=2&bandwidth=1&id=" + machines.get(0).id());
        look(page, "renewal-with-less-bandwidth-390");
        page.navigate("/help/expiry");
        look(page, "help-expiry-390");
        page.navigate("/billing");
        look(page, "billing-renewals-390");
        Page dark = opened(visitor().dark(), both.replace("months=2", "months=12"));
        look(dark, "renewal-dark");
    }

    private Page opened(Visitor visitor, String path) {
        return signedIn(visitor, customer, path);
    }
}
