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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.catalog.Specs;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.payment.Payments;
import shop.cvm.time.ShopClock;

/** The four ways to pay an order, and what people do on the way. */
class WaysToPayTests extends BrowserTest {

    /** How somebody reads the shop's pages. */
    private enum Reader {
        ENGLISH,
        CHINESE,
        WITHOUT_SCRIPT;

        Visitor of(Visitor visitor) {
            return switch (this) {
                case ENGLISH -> visitor;
                case CHINESE -> visitor.chinese();
                case WITHOUT_SCRIPT -> visitor.withoutScript();
            };
        }

        String says(String english, String chinese) {
            return this == CHINESE ? chinese : english;
        }

        void look(Page page, String name) {
            if (this == ENGLISH) {
                axe(page);
                screenshot(page, name);
            }
        }
    }

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Payments payments;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Faults faults;

    @Autowired
    private ShopClock clock;

    private Account account;
    private Order order;

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tenpay", "WeChat Pay", "QQ Wallet"})
    void everyWalletPaysTheOrder(String wallet) {
        anOrder("1.00");
        Page page = signedIn(visitor(), account, "/orders/" + order.number());
        choose(page, wallet);
        button(page, "Pay now").click();

        assertThat(page.getByRole(AriaRole.HEADING, named(wallet))).isVisible();
        axe(page);
        screenshot(page, "wallet-" + wallet.toLowerCase().replace(' ', '-'));
        button(page, "Pay").click();

        assertThat(page.getByRole(AriaRole.HEADING, named("Creating your instance")))
                .isVisible();
        assertPaidOnce();
    }

    @ParameterizedTest
    @EnumSource(Reader.class)
    void theBalancePaysTheOrderAndADoubleClickPaysOnce(Reader reader) {
        anOrder("1000.00");
        Page page = signedIn(reader.of(visitor()), account, "/orders/" + order.number());
        reader.look(page, "order-ways-to-pay");
        button(page, reader.says("Pay now", "立即支付")).dblclick();

        arrives(page, reader);
        assertPaidOnce();
    }

    /** Without script nothing keeps the second one back. */
    @Test
    void enterPressedTwicePaysOnce() {
        anOrder("1000.00");
        Page page = signedIn(visitor().withoutScript(), account, "/orders/" + order.number());
        button(page, "Pay now").focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");

        arrives(page, Reader.WITHOUT_SCRIPT);
        assertPaidOnce();
    }

    @ParameterizedTest
    @EnumSource(Reader.class)
    void backAndReloadLeadToTheSamePayment(Reader reader) {
        anOrder("1.00");
        Page page = signedIn(reader.of(visitor()), account, "/orders/" + order.number());
        choose(page, reader.says("Tenpay", "财付通"));
        button(page, reader.says("Pay now", "立即支付")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named(reader.says("Tenpay", "财付通"))))
                .isVisible();
        String wallet = page.url();
        page.goBack();
        page.reload();
        assertThat(page.getByText(reader.says("Waiting for your payment with Tenpay", "等待您使用财付通付款")))
                .isVisible();
        reader.look(page, "order-waiting-for-wallet");
        page.getByRole(AriaRole.LINK, named(reader.says("Continue at Tenpay", "前往财付通付款")))
                .click();
        assertThat(page).hasURL(wallet);
        button(page, reader.says("Pay", "支付")).click();
        arrives(page, reader);
        page.goBack();
        page.reload();
        assertPaidOnce();
    }

    @Test
    void whoRefusesCanPayAnotherWay() {
        anOrder("1.00");
        Page page = signedIn(visitor(), account, "/orders/" + order.number());
        choose(page, "QQ Wallet");
        button(page, "Pay now").click();
        button(page, "Refuse").click();
        assertThat(page.getByText("Not paid: the payment with QQ Wallet was refused"))
                .isVisible();
        axe(page);
        screenshot(page, "order-refused");

        choose(page, "Tenpay");
        button(page, "Pay now").click();
        button(page, "Pay").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Creating your instance")))
                .isVisible();
        assertPaidOnce();
    }

    @Test
    void aSilentWalletLeavesThePaymentBeingCheckedAndThePageNoticesWhenItIsKnown() {
        anOrder("1.00");
        Page page = signedIn(visitor(), account, "/orders/" + order.number());
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        choose(page, "WeChat Pay");
        button(page, "Pay now").click();
        assertThat(page.getByText("is being checked")).isVisible();
        axe(page);
        screenshot(page, "order-payment-checked");

        faults.switchAllOff();
        clock.advance(Duration.ofSeconds(30));
        payments.settleDue();
        assertThat(page.locator("#order").getByText("Not paid with WeChat Pay")).isVisible();
    }

    @Test
    void somebodyPaysWithAWalletWithoutScript() {
        anOrder("1.00");
        Page page = signedIn(visitor().withoutScript(), account, "/orders/" + order.number());
        choose(page, "QQ Wallet");
        button(page, "Pay now").click();
        button(page, "Pay").click();
        reloadUntil(page, page.getByRole(AriaRole.HEADING, named("Creating your instance")));
        assertPaidOnce();
    }

    @Test
    void somebodyPaysByKeyboardAlone() {
        anOrder("1.00");
        Page page = signedIn(visitor(), account, "/orders/" + order.number());
        page.getByRole(AriaRole.RADIO, named("WeChat Pay")).focus();
        page.keyboard().press("ArrowDown");
        assertThat(page.getByRole(AriaRole.RADIO, named("QQ Wallet"))).isChecked();
        page.keyboard().press("Tab");
        assertThat(button(page, "Pay now")).isFocused();
        page.keyboard().press("Enter");
        page.getByRole(AriaRole.HEADING, named("QQ Wallet")).waitFor();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.HEADING, named("Creating your instance")))
                .isVisible();
        assertPaidOnce();
    }

    @ParameterizedTest
    @CsvSource({"财付通", "微信支付", "QQ 钱包"})
    void everyWalletPaysTheOrderInChinese(String wallet) {
        anOrder("1.00");
        Page page = signedIn(visitor().chinese().dark().narrow(), account, "/orders/" + order.number());
        choose(page, wallet);
        screenshot(page, "order-ways-to-pay-zh-390-dark");
        axe(page);
        button(page, "立即支付").click();
        assertThat(page.getByRole(AriaRole.HEADING, named(wallet))).isVisible();
        axe(page);
        screenshot(page, "wallet-zh-390-dark-" + List.of("财付通", "微信支付", "QQ 钱包").indexOf(wallet));
        button(page, "支付").click();

        assertThat(page.getByText("IP 地址").first()).isVisible();
        assertPaidOnce();
    }

    /** Without script the page refreshes itself. */
    private static void arrives(Page page, Reader reader) {
        assertThat(page.getByRole(AriaRole.HEADING, named(reader.says("Creating your instance", "正在创建 1 台实例"))))
                .isVisible();
    }

    private void anOrder(String balance) {
        account = customers.account();
        customers.credit(account.id(), balance);
        order = orders.place(
                account.id(),
                List.of(Purchases.of(Specs.prepaid(), 1)),
                UUID.randomUUID().toString());
    }

    private static void choose(Page page, String wallet) {
        Locator radio = page.getByRole(AriaRole.RADIO, named(wallet));
        radio.check(new Locator.CheckOptions().setForce(true));
    }

    /** Without script the page refreshes itself; the test need not wait for that. */
    private static void reloadUntil(Page page, Locator there) {
        for (int tries = 0; tries < 20 && !there.isVisible(); tries++) {
            page.reload();
        }
        assertThat(there).isVisible();
    }

    private void assertPaidOnce() {
        assertThat(ledger.entries(account.id(), 0, 20).getContent().stream()
                        .filter(entry -> entry.kind() == EntryKind.DEDUCT))
                .hasSize(1);
    }
}
