package shop.cvm.web.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payment;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;

@ShopTest
@Tag("page")
class WalletPageTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Customers customers;

    @Autowired
    private Payments payments;

    @Autowired
    private ShopClock clock;

    private HttpVisitor payer;
    private Payment payment;
    private String address;

    @BeforeEach
    void startPayment() {
        Account account = customers.account();
        payer = new HttpVisitor(port);
        payer.signIn(account.email());
        payment = payments.startTopUp(account.id(), Cny.of("10198.68"), WalletKind.WECHAT_PAY, "202611231085164081137");
        address = "/wallet/payments/" + payment.number();
    }

    @Test
    void thePayerSeesWhatWhomAndHowLongUnderAnotherRoof() {
        Page page = payer.open(address);

        assertThat(page.text("h1")).isEqualTo("WeChat Pay");
        assertThat(page.text("[role=note]")).contains("No real money moves");
        assertThat(page.text(".w-payee")).contains("CVM Shop");
        assertThat(page.text(".w-amt")).isEqualTo("¥10,198.68");
        assertThat(page.text(".w-dl"))
                .contains("202611231085164081137", payment.number().number());
        assertThat(page.text(".w-time")).containsPattern("Expires in 1[45]:[0-5][0-9]");
        assertThat(page.document().select("svg[role=img][viewBox] path[d]")).hasSize(1);
        assertThat(page.document().select("header.top")).isEmpty();
        assertThat(page.document().select("button").eachText()).containsExactly("Pay", "Refuse");
    }

    @Test
    void anAnsweredPaymentOffersOnlyTheWayBack() {
        payer.submit(payer.open(address), address + "/payment", Map.of());

        Page page = payer.open(address);

        assertThat(page.text("[role=status]")).startsWith("Paid");
        assertThat(page.document().select("button")).isEmpty();
        assertThat(page.document().select("a[href='/billing/top-up/" + payment.number() + "']"))
                .hasSize(1);
    }

    @Test
    void anExpiredPaymentCannotBePaid() {
        Page open = payer.open(address);
        clock.advance(Duration.ofMinutes(15));

        assertThat(payer.open(address).text("[role=status]")).startsWith("Closed");
        payer.submit(open, address + "/payment", Map.of());
        assertThat(payer.open(address).text("[role=status]")).startsWith("Closed");
    }

    @Test
    void thePageSpeaksChinese() {
        Page page = payer.open(address, "Accept-Language", "zh-CN");

        assertThat(page.text("h1")).isEqualTo("微信支付");
        assertThat(page.document().select("button").eachText()).containsExactly("支付", "拒绝");
        assertThat(page.document().select("html").attr("lang")).isEqualTo("zh-CN");
    }
}
