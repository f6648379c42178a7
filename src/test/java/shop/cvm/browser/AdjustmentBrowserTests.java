package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.InstanceId;

/** Changes of prepaid machines and conversions, as customers make them. */
class AdjustmentBrowserTests extends BrowserTest {

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    private Account customer;
    private InstanceId prepaid;
    private InstanceId hourly;

    @BeforeEach
    void aCustomerWithTwoMachines() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "5000.00");
        prepaid = meters.buy(customer.id(), Specs.prepaid().withMonths(6)).id();
        hourly = meters.buy(customer.id(), Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 5))
                .id();
    }

    @AfterEach
    void everybodyHasHeard() throws InterruptedException {
        meters.heard();
    }

    @Test
    void moreBandwidthIsOrderedAndPaidByKeyboardAlone() {
        Page page = opened(visitor(), "/instances/" + prepaid + "/configuration");
        Keyboard.tabTo(page, page.locator("#bandwidth"));
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().type("5");
        Keyboard.tabTo(page, button(page, "Show what it comes to"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#adjust-due")).isVisible();
        look(page, "adjustment");
        Keyboard.tabTo(page, button(page, "Place order"));
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Pay for your change");
        look(page, "adjustment-order");
        Keyboard.tabTo(page, button(page, "Pay now"));
        page.keyboard().press("Enter");

        assertThat(page.locator("h1")).hasText("Your instance is changed");
        look(page, "adjustment-paid");
        page.navigate("/instances/" + prepaid);
        assertThat(page.locator("main")).containsText("5 Mbps");
        page.navigate("/instances/conversion?months=2&id=" + hourly + "," + prepaid);
        look(page, "conversion");
    }

    @Test
    void aMachineIsChangedAndAnotherConvertedInChineseOnAPhoneInTheDark() {
        Page page = opened(
                visitor().narrow().dark().chinese(),
                "/instances/" + prepaid + "/configuration?internetChargeType=TRAFFIC&bandwidth=5");
        look(page, "adjustment-back-390-zh-dark");
        button(page, "确认调整").click();
        assertThat(page.locator("h1")).hasText("实例配置已变更");
        look(page, "adjustment-back-done-390-zh-dark");

        page.navigate("/instances/" + hourly);
        page.locator("#convert a").click();
        page.locator("#months").selectOption("3");
        button(page, "查看价格").click();
        look(page, "conversion-390-zh-dark");
        button(page, "提交订单").click();
        button(page, "立即支付").click();
        assertThat(page.locator("h1")).hasText("1 台实例已转为包年包月");
        look(page, "conversion-paid-390-zh-dark");
        page.navigate("/orders");
        look(page, "orders-changed-390-zh-dark");
    }

    private Page opened(Visitor visitor, String path) {
        Page page = visitor.open(path);
        signIn(page, customer);
        return page;
    }
}
