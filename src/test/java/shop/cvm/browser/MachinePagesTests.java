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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instances;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;

/** From checkout to the running machine. */
class MachinePagesTests extends BrowserTest {

    private static final String CHECKOUT = "/checkout?chargeType=PREPAID&region=ap-guangzhou&zone=ap-guangzhou-3"
            + "&type=S5.MEDIUM4&image=img-487zeit5&systemDiskType=CLOUD_PREMIUM&systemDiskSize=50&network=VPC"
            + "&internetChargeType=BANDWIDTH&bandwidth=1&name=web-&login=PASSWORD&securityGroup=SSH_22&count=2&period=1";

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Faults faults;

    @Autowired
    private ShopClock clock;

    private Account customer;

    @BeforeEach
    void aCustomerWithMoney() {
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
    }

    @Test
    void thePageOfAPaidOrderFollowsItsMachinesByItself() {
        Page page = bought(visitor());
        assertThat(heading(page)).hasText("Creating 2 instances");
        assertThat(step(page)).containsText("Allocating");

        faults.switchOn(Fault.PROVISIONER_LATE, null, Duration.ofSeconds(30));
        instances.advanceDue();
        faults.switchAllOff();
        assertThat(step(page)).containsText("Creating");
        assertThat(page.locator("#order-news")).hasText("Order progress: Creating");
        axe(page);
        screenshot(page, "order-progress");

        clock.advance(Duration.ofMinutes(1));
        instances.advanceDue();
        assertThat(step(page)).containsText("IP assigned");

        clock.advance(Duration.ofMinutes(5));
        instances.advanceDue();
        assertThat(heading(page)).hasText("Your 2 instances are ready");
        assertThat(page.locator("table .ip")).hasCount(2);
        axe(page);
        screenshot(page, "order-ready");
    }

    @Test
    void thePageOfAnOrderSaysByItselfThatAMachineFailedAndWhereItsMoneyIs() {
        instances.advanceDue();
        Page page = bought(visitor());
        faults.switchOn(Fault.PROVISIONER_STUCK, 1, Duration.ZERO);
        for (int minute = 0; minute < 11; minute++) {
            instances.advanceDue();
            clock.advance(Duration.ofMinutes(1));
        }
        faults.switchAllOff();
        instances.advanceDue();

        assertThat(page.locator(".note-bad")).containsText("1 of 2 could not be created.");
        assertThat(page.locator("table").last()).containsText("went back to your balance at");
        assertThat(heading(page)).hasText("Your instance is ready");
        axe(page);
        screenshot(page, "order-failed-machine");
        page.locator("tr", new Page.LocatorOptions().setHasText("Failed"))
                .getByRole(AriaRole.LINK)
                .first()
                .click();
        assertThat(page.getByText("This instance could not be created.")).isVisible();
        axe(page);
        screenshot(page, "instance-failed");
        page.navigate("/instances");
        assertThat(page.locator("table")).containsText("Not charged");
        axe(page);
        screenshot(page, "instances-failed");
    }

    @Test
    void withoutScriptTheSameIsSeenAfterReloading() {
        Page page = bought(visitor().withoutScript());
        assertThat(heading(page)).hasText("Creating 2 instances");

        letFinish();
        page.reload();

        assertThat(heading(page)).hasText("Your 2 instances are ready");
        page.getByRole(AriaRole.LINK, named("web-1")).click();
        assertThat(page.getByText("ssh ubuntu@")).isVisible();
        assertThat(button(page, "Copy IP address")).isHidden();
    }

    @Test
    void aWeakPasswordIsRefusedBesideItsField() {
        Page page = opened(visitor(), CHECKOUT);
        page.getByLabel("Password for the instances").fill("weakweak");
        button(page, "Place order").click();

        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert).containsText("Mix at least two of");
        axe(page);
        screenshot(page, "checkout-refused");
        alert.getByRole(AriaRole.LINK).click();
        assertThat(page.getByLabel("Password for the instances")).isFocused();
    }

    @Test
    void theMissingAmountIsToppedUpWithoutLosingTheOrder() {
        customer = customers.account();
        Order order = placed(Specs.prepaid());
        Page page = opened(visitor(), "/orders/" + order.number());
        assertThat(page.getByText("is missing on your balance")).isVisible();
        axe(page);
        screenshot(page, "order-short");

        page.getByRole(AriaRole.LINK, named("Top up the missing amount")).click();
        button(page, "Top up").click();
        button(page, "Pay").click();
        page.getByRole(AriaRole.LINK, named("Back to your order")).click();
        button(page, "Pay now").click();

        assertThat(heading(page)).hasText("Creating your instance");
    }

    @Test
    void addressAndCommandAreCopiedAndItIsSaid() {
        Order order = paid(Specs.prepaid());
        letFinish();
        Page page = opened(
                visitor().with(options -> options.setPermissions(List.of("clipboard-read", "clipboard-write"))),
                "/instances/"
                        + instances
                                .ofOrder(customer.id(), order.number().number())
                                .get(0)
                                .id());

        button(page, "Copy IP address").click();

        assertThat(page.getByText("Copied", new Page.GetByTextOptions().setExact(true)))
                .hasCount(1);
        String address = (String) page.evaluate("navigator.clipboard.readText()");
        assertThat(page.locator("main")).containsText("ssh ubuntu@" + address);
    }

    @Test
    void aRandomPasswordIsShownOnce() {
        Order order = paid(Specs.prepaid());
        letFinish();
        Page page = opened(visitor(), "/instances");
        page.locator("table a").click();
        button(page, "Show password").click();

        assertThat(page.locator("#initial-password")).hasText(Pattern.compile("\\S{16}"));
        axe(page);
        screenshot(page, "instance-password");
        page.navigate("/instances/"
                + instances
                        .ofOrder(customer.id(), order.number().number())
                        .get(0)
                        .id());
        assertThat(button(page, "Show password")).isHidden();
    }

    @Test
    void everyPageCanBeReadByAllInBothLanguagesAndColours() {
        looks().forEach((name, visitor) -> look(visitor, name));
    }

    private void look(Visitor visitor, String name) {
        customer = customers.account();
        Page page = opened(visitor, "/instances");
        look(page, "instances-none-" + name);
        page.navigate("/orders");
        look(page, "orders-none-" + name);
        customers.credit(customer.id(), "10000.00");
        page.navigate(CHECKOUT);
        look(page, "checkout-" + name);
        page.navigate(CHECKOUT.replace("=PREPAID", "=POSTPAID_BY_HOUR").replace("Size=50", "Size=7"));
        look(page, "checkout-postpaid-" + name);
        page.navigate("/orders/" + placed(Specs.prepaid()).number());
        look(page, "order-open-" + name);
        Order cancelled = placed(Specs.prepaid());
        orders.cancel(customer.id(), cancelled.number());
        page.navigate("/orders/" + cancelled.number());
        look(page, "order-cancelled-" + name);
        Order ready = paid(Specs.postpaid());
        Order prepaid = paid(Specs.prepaid());
        letFinish();
        Order making = paid(Specs.prepaid());
        page.navigate("/orders/" + making.number());
        look(page, "order-making-" + name);
        page.navigate("/orders/" + ready.number());
        look(page, "order-ready-" + name);
        page.navigate("/orders");
        look(page, "orders-" + name);
        page.navigate("/instances");
        look(page, "instances-" + name);
        for (Order order : List.of(making, ready)) {
            page.navigate("/instances/"
                    + instances
                            .ofOrder(customer.id(), order.number().number())
                            .get(0)
                            .id());
            look(page, "instance-" + (order == ready ? "ready-" : "pending-") + name);
        }
        page.navigate("/instances/return?id="
                + instances
                        .ofOrder(customer.id(), prepaid.number().number())
                        .get(0)
                        .id());
        look(page, "return-" + name);
    }

    private Page bought(Visitor visitor) {
        Page page = opened(visitor, CHECKOUT);
        page.getByLabel("Password for the instances").fill("Abcd1234!");
        button(page, "Place order").click();
        assertThat(page.getByRole(AriaRole.GROUP, named("Payment method"))).isVisible();
        assertThat(page.getByLabel("Balance")).isChecked();
        button(page, "Pay now").click();
        return page;
    }

    private Page opened(Visitor visitor, String path) {
        return signedIn(visitor, customer, path);
    }

    private Order placed(InstanceSpec spec) {
        return orders.place(
                customer.id(), List.of(Purchases.of(spec, 1)), UUID.randomUUID().toString());
    }

    private Order paid(InstanceSpec spec) {
        return orders.payFromBalance(customer.id(), placed(spec).number());
    }

    private void letFinish() {
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
    }

    private static Locator heading(Page page) {
        return page.locator("h1");
    }

    private static Locator step(Page page) {
        return page.locator("ol[aria-label='Order progress'] [aria-current=step]");
    }
}
