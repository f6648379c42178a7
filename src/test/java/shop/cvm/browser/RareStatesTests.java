package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.account.SignInLimits;
import shop.cvm.account.TooManySignIns;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instances;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.payment.Payment;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;

/** What a customer sees only when something went another way, in a wide English window and on a dark Chinese phone. */
class RareStatesTests extends BrowserTest {

    private static final String CHECKOUT = "/checkout?chargeType=POSTPAID_BY_HOUR&region=ap-guangzhou"
            + "&zone=ap-guangzhou-3&type=S5.MEDIUM4&image=img-487zeit5&systemDiskType=CLOUD_PREMIUM&systemDiskSize=50"
            + "&network=VPC&internetChargeType=BANDWIDTH&bandwidth=1&login=RANDOM&securityGroup=SSH_22&count=";

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Payments payments;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Instances instances;

    @Autowired
    private SignInLimits limits;

    @Autowired
    private Publications publications;

    @Autowired
    private Faults faults;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private Account customer;
    private List<Page> windows;

    @BeforeEach
    void aCustomerAtTwoWindows() {
        customer = customers.account();
        customers.credit(customer.id(), "1.00");
        windows = windowsOf(customer);
    }

    private List<Page> windowsOf(Account somebody) {
        return List.of(
                signedIn(visitor(), somebody),
                signedIn(visitor().narrow().dark().chinese(), somebody));
    }

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
    }

    @Test
    void aWalletThatIsDownOrHasAnswered() {
        Payment paid = paying(placed());
        Payment refused = paying(placed());
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        see("/wallet/payments/" + paid.number(), "wallet-down", "Wallet out of order");
        faults.switchAllOff();
        house.pay(customer.id(), paid.number());
        house.refuse(customer.id(), refused.number());

        see("/wallet/payments/" + paid.number(), "wallet-paid", "Paid. The shop has been told.");
        see("/wallet/payments/" + refused.number(), "wallet-refused", "Refused. Nothing was taken.");
    }

    @Test
    void anOrderThatExpiredOrWasPaidTooLate() throws InterruptedException {
        Order expired = placed();
        clock.advance(Duration.ofMinutes(15));
        see("/orders/" + expired.number(), "order-expired", "Order expired");

        Order cancelled = placed();
        Payment late = paying(cancelled);
        faults.switchOn(Fault.WALLET_NOTIFICATION_LOST, 1, Duration.ZERO);
        house.pay(customer.id(), late.number());
        orders.cancel(customer.id(), cancelled.number());
        payments.confirm(late.number());
        settled();
        see("/orders/" + cancelled.number(), "order-left-on-balance", "came too late for this order");
        seeMessage("came too late", "message-left-on-balance", "The money is on your balance");
    }

    @Test
    void anOrderThatFailedIsRefundedAndAnotherIsDelivered() throws InterruptedException {
        customers.credit(customer.id(), "1000.00");
        Order failing = placed();
        orders.payFromBalance(customer.id(), failing.number());
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        tenMinutes();
        faults.switchAllOff();
        see("/orders/" + failing.number(), "order-refunding", "Your money is on the way back");
        clock.advance(Duration.ofSeconds(1));
        instances.advanceDue();
        settled();
        see("/orders/" + failing.number(), "order-refunded", "Your money is back.");
        seeMessage("Money back for order", "message-refunded", "could not be created");

        orders.payFromBalance(customer.id(), placed().number());
        tenMinutes();
        settled();
        seeMessage("Instance created", "message-created", "This is how you get in.");
    }

    @Test
    void anOrderOfWhatIsNotSoldAnyMore() {
        Order invalid = placed();
        jdbc.sql("update order_lines set image_id = 'img-gone' where order_number = ?")
                .param(invalid.number().number())
                .update();
        Page wide = windows.get(0);
        wide.navigate("/orders/" + invalid.number());
        wide.getByRole(AriaRole.RADIO, named("Tenpay")).check(new Locator.CheckOptions().setForce(true));
        button(wide, "Pay now").click();
        assertThat(wide.getByRole(AriaRole.ALERT)).isVisible();
        look(wide, "en", "order-invalid-refused", "is not sold any more, so it was closed");

        see("/orders/" + invalid.number(), "order-invalid", "Order closed: not sold any more");
    }

    @Test
    void messagesThatAreNotThereOrNewOrRead() throws InterruptedException {
        see("/messages", "messages-none", "Nothing has happened yet");
        customers.credit(customer.id(), "1000.00");
        orders.payFromBalance(customer.id(), placed().number());
        tenMinutes();
        settled();
        see("/messages", "messages-new", "New");

        button(windows.get(0), "Mark all as read").click();
        see("/messages", "messages-read", "Read");
    }

    @Test
    void pagesThatCannotBeHad() {
        see("/operator/invariants", "error-403", "Not allowed");
        see("/orders/1", "error-404", "Page not found");
        see("/error", "error-500", "Something went wrong");
    }

    @Test
    void aSignInThatFailsUntilNoneIsTried() {
        for (Visitor visitor : List.of(visitor(), visitor().narrow().dark().chinese())) {
            Page page = visitor.open("/sign-in");
            page.locator("#email").fill(customer.email());
            page.locator("#password").fill("not the password");
            page.locator("main form button").click();
            look(page, page.locator("html").getAttribute("lang"), "sign-in-failed", "E-mail or password is wrong");
        }
        useUpSignIns();
        Page page = visitor().open("/sign-in");
        signIn(page, customer);
        look(page, "en", "sign-in-limited", "Too many attempts failed.");
    }

    @Test
    void aCheckoutThatIsRefused() {
        customers.credit(customer.id(), "1000.00");
        refuse("31", "checkout-quota", "Your quota in Guangzhou Zone 3 is too small", () -> {});
        int capacity = stock();
        try {
            refuse("2", "checkout-sold-out", "not enough instances of type S5.MEDIUM4", this::leaveOne);
        } finally {
            jdbc.sql("update stock set capacity = ? where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                    .param(capacity)
                    .update();
        }
        try {
            refuse("1", "checkout-arrears", "Your account owes", () -> frozen("1234.56", "current_timestamp"));
        } finally {
            frozen("0.00", "null");
        }
        refuse("1", "checkout-price-changed", "The price has changed from", this::seeAnotherPrice);
    }

    @Test
    void aCheckoutThatIsRefusedBecauseNobodyKnowsWhoBuys() {
        customer = customers.unverified();
        customers.credit(customer.id(), "1000.00");
        windows = windowsOf(customer);

        refuse("1", "checkout-not-verified", "Your identity is not verified.", () -> {});
    }

    /** As if it had been another one when the page was opened. */
    private void seeAnotherPrice() {
        windows.forEach(window -> window.evaluate("document.querySelector('[name=agreedTotal]').value = '0.01'"));
    }

    /** Opens the path in both windows; the wide one must say this. */
    private void see(String path, String name, String text) {
        for (Page window : windows) {
            window.navigate(path);
            look(window, window.locator("html").getAttribute("lang"), name, text);
        }
    }

    private void seeMessage(String subject, String name, String text) {
        Page wide = windows.get(0);
        wide.navigate("/messages");
        wide.getByRole(AriaRole.LINK, named(subject)).first().click();
        see(wide.url(), name, text);
    }

    /** Opens the checkout, lets something happen, and presses on. */
    private void refuse(String count, String name, String text, Runnable meanwhile) {
        windows.forEach(window -> window.navigate(CHECKOUT + count));
        meanwhile.run();
        for (Page window : windows) {
            window.locator(".slip button.btn-go").click();
            assertThat(window.getByRole(AriaRole.ALERT)).isVisible();
            look(window, window.locator("html").getAttribute("lang"), name, text);
        }
    }

    private static void look(Page page, String language, String name, String text) {
        boolean english = language.equals("en");
        if (english) {
            assertThat(page.locator("main")).containsText(text);
        }
        look(page, name + (english ? "" : "-390-zh-dark"));
    }

    private Order placed() {
        return orders.place(
                customer.id(),
                List.of(Purchases.of(Specs.prepaid(), 1)),
                UUID.randomUUID().toString());
    }

    private Payment paying(Order order) {
        return orders.payByWallet(customer.id(), order.number(), WalletKind.WECHAT_PAY)
                .orElseThrow();
    }

    private void tenMinutes() {
        for (int minute = 0; minute < 10; minute++) {
            instances.advanceDue();
            clock.advance(Duration.ofMinutes(1));
        }
        instances.advanceDue();
    }

    private void settled() throws InterruptedException {
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();
    }

    private void useUpSignIns() {
        try {
            for (int attempt = 0; attempt < 1_000; attempt++) {
                limits.attempt(customer.email(), "a client of " + customer.id());
            }
            throw new AssertionError("Attempts without end");
        } catch (TooManySignIns expected) {
            assertThat(expected.until()).isNotNull();
        }
    }

    private void leaveOne() {
        jdbc.sql("""
                        update stock set capacity = taken + 1
                        where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'
                        """).update();
    }

    private int stock() {
        return jdbc.sql("""
                        select capacity from stock
                        where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'
                        """).query(Integer.class).single();
    }

    private void frozen(String amount, String arrearsSince) {
        jdbc.sql("update balances set frozen = cast(? as numeric), arrears_since = " + arrearsSince
                        + " where account_id = ?")
                .params(amount, customer.id().accountId())
                .update();
    }
}
