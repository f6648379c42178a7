package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Show;

/** An order is paid from the balance, its machines cannot be made, and its page says where the money is. */
class RefundBrowserTests extends BrowserTest {

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Publications publications;

    @Autowired
    private Faults faults;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    private Account customer;

    @BeforeEach
    void aCustomerWithMoney() {
        instances.advanceDue();
        customer = customers.account();
        customers.credit(customer.id(), "1000.00");
    }

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
    }

    @Test
    void aChineseReaderOfAPrepaidOrderOfWhichNothingCouldBeMade() throws InterruptedException {
        Order order = placed(Specs.prepaid());
        Page page = signedIn(visitor().chinese(), customer, "/orders/" + order.number());
        button(page, "立即支付").click();
        assertThat(heading(page)).hasText("正在创建 2 台实例");
        fail(null);

        assertThat(heading(page)).hasText("2 台实例创建失败");
        assertThat(page.getByText("款项已退回。")).isVisible();
        assertThat(page.locator(".note-bad")).containsText(show.total(order.total()) + " 已退回您的余额。");
        assertThat(page.locator("#order-refunded")).hasText(show.total(order.total()));
        look(page, "order-refunded-zh");
        nothingIsMissing();
    }

    @Test
    void somebodyAtTheKeyboardWithAnHourlyOrderOfWhichNothingCouldBeMade() throws InterruptedException {
        Order order = placed(Specs.postpaid());
        Page page = signedIn(visitor(), customer, "/orders/" + order.number());
        page.getByRole(AriaRole.RADIO, named("Balance")).focus();
        page.keyboard().press("Tab");
        assertThat(button(page, "Pay now")).isFocused();
        page.keyboard().press("Enter");
        assertThat(heading(page)).hasText("Creating 2 instances");
        fail(null);

        assertThat(heading(page)).hasText("Your 2 instances could not be created");
        assertThat(page.locator("#order-unfrozen")).hasText(show.total(order.freezeTotal()));
        assertThat(page.locator(".note-bad"))
                .containsText(show.total(order.freezeTotal()) + " of your balance is no longer frozen.");
        assertThat(page.locator("main")).not().containsText("of your balance is frozen.");
        look(page, "order-unfrozen");
        nothingIsMissing();

        page.locator("nav.crumb a").focus();
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.LINK, named("Configure it again")).first())
                .isFocused();
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/\\?chargeType=POSTPAID_BY_HOUR.*"));
    }

    @Test
    void somebodyWithoutScriptWhoseOtherMachineRuns() throws InterruptedException {
        Order order = placed(Specs.postpaid());
        Page page = signedIn(visitor().withoutScript(), customer, "/orders/" + order.number());
        button(page, "Pay now").click();
        assertThat(heading(page)).hasText("Creating 2 instances");
        fail(1);

        page.reload();
        assertThat(heading(page)).hasText("Your instance is ready");
        assertThat(page.locator(".note-bad")).containsText("1 of 2 could not be created.");
        assertThat(page.locator(".note-bad")).containsText("of your balance is no longer frozen.");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Failed")))
                .containsText("is no longer frozen since");
        screenshot(page, "order-unfrozen-without-script");
    }

    private Order placed(InstanceSpec spec) {
        return orders.place(
                customer.id(), List.of(Purchases.of(spec, 2)), UUID.randomUUID().toString());
    }

    /** Lets the time run out for the next machines, or for as many of them, and the money come back. */
    private void fail(Integer machines) throws InterruptedException {
        faults.switchOn(
                machines == null ? Fault.PROVISIONER_NO_CAPACITY : Fault.PROVISIONER_STUCK, machines, Duration.ZERO);
        for (int minute = 0; minute < 10; minute++) {
            instances.advanceDue();
            clock.advance(Duration.ofMinutes(1));
        }
        instances.advanceDue();
        faults.switchAllOff();
        clock.advance(Duration.ofSeconds(1));
        instances.advanceDue();
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();
    }

    private void nothingIsMissing() {
        assertThat(ledger.balance(customer.id()).available()).isEqualTo(Cny.of("1000.00"));
    }

    private static Locator heading(Page page) {
        return page.locator("h1");
    }
}
