package shop.cvm.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.InstanceRate;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.payment.Payments;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;
import shop.cvm.web.Show;

@ShopTest
@Tag("page")
class BillingPagesTests {

    private static final String ORDER = "202611231085164081137";

    @LocalServerPort
    private int port;

    @Autowired
    private Customers customers;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Payments payments;

    @Autowired
    private Meters meters;

    @Autowired
    private Show show;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    private HttpVisitor visitor;
    private Account account;

    @BeforeEach
    void signIn() {
        visitor = new HttpVisitor(port);
        account = customers.account();
        visitor.signIn(account.email());
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void theOverviewTellsWhatTheCustomerHas() {
        customers.credit(account.id(), "1234.50");
        freeze("34.50");

        Page page = visitor.open("/billing");

        assertThat(page.document().select("dl dt").eachText())
                .containsExactly("Available balance", "Frozen", "Owed", "Burn per day", "Lasts about");
        assertThat(page.text("#available")).isEqualTo("¥1,200.00");
        assertThat(page.text("#frozen")).isEqualTo("¥34.50");
        assertThat(page.text("#owed")).isEqualTo("¥0.00");
        assertThat(page.text("#burn")).isEqualTo("¥0.00");
        assertThat(page.text("#lasts")).isEqualTo("No end");
        assertThat(page.body()).contains("Nothing was spent", "No prepaid instance has to be renewed");
    }

    /** 1.00 an hour for 129 hours. */
    @Test
    void theOverviewTellsHowLongTheBalanceLastsAndWhatIsOwedWhenItDidNot() {
        meters.park();
        meters.untilNextHour();
        customers.credit(account.id(), "130.00");
        meters.launch(
                account.id(),
                Specs.postpaid(),
                new InstanceRate(Component.COMPUTE, 1, new HourlyRate(BigDecimal.ONE), StepRates.NONE));
        meters.hours(1);

        Page page = visitor.open("/billing");
        assertThat(page.text("#owed")).isEqualTo("¥0.00");
        assertThat(page.text("#burn")).isEqualTo("¥24.00");
        assertThat(page.text("#lasts")).isEqualTo("5 days");
        assertThat(page.text("#lasts + dd"))
                .isEqualTo("used up on " + show.date(hour().plus(Duration.ofHours(129))) + " at this rate");

        meters.spendAllBut(account.id(), Cny.of("0.30"));
        assertThat(visitor.open("/billing").text("#lasts")).isEqualTo("less than 1 day");
        meters.hours(1);
        Page inArrears = visitor.open("/billing");
        assertThat(inArrears.text("#available")).isEqualTo("\u2212¥0.70");
        assertThat(inArrears.text("#owed")).isEqualTo("¥0.70");
        assertThat(inArrears.text("#burn")).isEqualTo("¥24.00");
        assertThat(inArrears.text("#lasts")).isEqualTo("less than 1 day");
        assertThat(inArrears.text("#lasts + dd")).startsWith("used up; top up");
    }

    private Instant hour() {
        return clock.now().truncatedTo(ChronoUnit.HOURS);
    }

    @Test
    void theStatementShowsSignedAmountsAndWhatWasLeft() {
        customers.credit(account.id(), "100.00");
        freeze("0.84");

        Page page = visitor.open("/billing");

        assertThat(page.document().select("tbody tr").eachText()).hasSize(2);
        assertThat(page.text("tbody tr:nth-child(1)"))
                .contains("One hour of instance ins-12345678", "Frozen, not spent", "\u22120.84", "99.16");
        assertThat(page.text("tbody tr:nth-child(2)")).contains("Top-up by WeChat Pay", "+100.00", "100.00");
    }

    @Test
    void aTopUpGoesOverTheWalletsPageToTheBalance() {
        Page form = visitor.open("/billing/top-up?amount=12.50");
        assertThat(form.document().getElementById("amount").val()).isEqualTo("12.50");
        Page started = visitor.submit(form, "/billing/top-up", Map.of());
        assertThat(started.status()).isEqualTo(303);
        assertThat(started.location()).matches("/wallet/payments/[0-9]{22}");

        Page wallet = visitor.open(started.location());
        assertThat(wallet.text(".w-amt")).isEqualTo("¥12.50");
        Page paid = visitor.submit(wallet, started.location() + "/payment", Map.of());
        assertThat(paid.location()).matches("/billing/top-up/[0-9]{22}");

        Page result = visitor.open(paid.location());
        assertThat(result.text("h1")).isEqualTo("Top-up credited");
        assertThat(result.document().select("[hx-get], noscript meta")).isEmpty();
        assertThat(visitor.open("/billing").text("#available")).isEqualTo("¥12.50");
    }

    @Test
    void aPaymentThatIsNotAnsweredYetIsBeingCheckedAndThePageLooksAgainByItself() {
        String result = start("10", "");

        Page page = visitor.open(result);

        assertThat(page.text("h1")).isEqualTo("Top-up being checked");
        assertThat(page.document().select("#outcome[hx-get='" + result + "'][hx-trigger]"))
                .hasSize(1);
        assertThat(page.body()).contains("<noscript><meta http-equiv=\"refresh\"");
        assertThat(visitor.open(result, "HX-Request", "true").status()).isEqualTo(204);
        assertThat(page.document().select("a[href^=/wallet/payments/]")).hasSize(1);
    }

    @Test
    void aRefusedAndAnExpiredPaymentAreNotPaid() {
        String refused = start("10", ORDER);
        Page wallet = visitor.open(refused.replace("/billing/top-up/", "/wallet/payments/"));
        String refusal = refused.replace("/billing/top-up/", "/wallet/payments/") + "/refusal";
        assertThat(visitor.submit(wallet, refusal, Map.of()).location()).isEqualTo(refused);
        assertThat(visitor.open(refused).text("h1")).isEqualTo("Top-up not paid");
        assertThat(visitor.open(refused)
                        .document()
                        .select("a[href='/billing/top-up?amount=10.00&order=" + ORDER + "']"))
                .hasSize(1);

        String expired = start("10", "");
        clock.advance(Duration.ofMinutes(15));
        payments.settleDue();
        assertThat(visitor.open(expired).text("h1")).isEqualTo("Top-up not paid");
        assertThat(visitor.open(expired).body()).contains("not made in time");
    }

    @Test
    void moneyForAnOrderLeadsBackToTheOrder() {
        Page form = visitor.open("/billing/top-up?amount=1,234.50&order=" + ORDER);
        assertThat(form.body()).contains("For order " + ORDER);
        String result = start("10", ORDER);

        assertThat(visitor.open(result).document().select("a[href='/orders/" + ORDER + "']"))
                .hasSize(1);
    }

    @Test
    void aTopUpThatCannotBeStartedKeepsWhatWasTypedAndSaysWhatToDo() {
        Page unreadable = submit("ten", "WECHAT_PAY");
        assertThat(unreadable.status()).isEqualTo(422);
        assertThat(unreadable.text("[role=alert]")).contains("Enter the amount in digits");
        assertThat(unreadable.document().getElementById("amount").val()).isEqualTo("ten");
        assertThat(unreadable.document().getElementById("amount").attr("aria-describedby"))
                .contains("amount-err");

        assertThat(submit("0", "WECHAT_PAY").text("#amount-err")).isEqualTo("Enter an amount from 0.01 to 100,000.00.");
        assertThat(submit("100000.01", "WECHAT_PAY").text("#amount-err")).contains("to 100,000.00");
        assertThat(submit("10", "GOLD").text("#wallet-err")).isEqualTo("Choose a wallet to pay with.");
        assertThat(submit("10", "").document().select("#amount[value=10]")).hasSize(1);
    }

    @Test
    void garbageInFormAndAddressIsAnsweredAndNeverAFailure() {
        for (String garbage :
                List.of("\0", "1e999", "-1", "9".repeat(10_000), "<script>", "\uD83D", "${7*7}", "__${7*7}__::x")) {
            assertThat(submit(garbage, garbage).status()).as(garbage).isEqualTo(422);
        }
        for (String garbage : List.of("%00", "1e999", "-1", "9".repeat(3_000), "%3Cscript%3E", "%F0%9F%92%A5")) {
            assertThat(visitor.open("/billing/top-up?amount=" + garbage + "&order=" + garbage)
                            .status())
                    .as(garbage)
                    .isEqualTo(200);
            assertThat(visitor.open("/billing/top-up/" + garbage).status())
                    .as(garbage)
                    .isBetween(400, 404);
            assertThat(visitor.open("/wallet/payments/" + garbage).status())
                    .as(garbage)
                    .isBetween(400, 404);
        }
    }

    @Test
    void somebodyElsesPaymentIsNotFound() {
        String result = start("10", "");
        HttpVisitor stranger = new HttpVisitor(port);
        stranger.signIn(customers.account().email());

        Page page = stranger.open(result);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text("h1")).isEqualTo("Page not found");
        assertThat(stranger.open(result.replace("/billing/top-up/", "/wallet/payments/"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void thePagesSpeakChinese() {
        customers.credit(account.id(), "1.00");
        assertThat(visitor.open("/billing", "Accept-Language", "zh").body())
                .contains("可用余额", "微信支付充值")
                .doesNotContain("??");
        assertThat(visitor.open("/billing/top-up", "Accept-Language", "zh").body())
                .contains("金额（元）")
                .doesNotContain("??");
        assertThat(visitor.open(start("10", ""), "Accept-Language", "zh").text("h1"))
                .isEqualTo("充值确认中");
    }

    private String start(String amount, String order) {
        Page form = visitor.open("/billing/top-up?order=" + order);
        Page started = visitor.submit(form, "/billing/top-up", Map.of("amount", amount));
        return started.location().replace("/wallet/payments/", "/billing/top-up/");
    }

    private Page submit(String amount, String wallet) {
        Page form = visitor.open("/billing/top-up");
        return visitor.submit(form, "/billing/top-up", Map.of("amount", amount, "wallet", wallet));
    }

    private void freeze(String amount) {
        Description hour = Description.of("freeze", "ins-12345678");
        transaction.executeWithoutResult(status -> ledger.freeze(
                new Movement(account.id(), Cny.of(amount), "test:" + UUID.randomUUID(), hour, clock.now(), null)));
    }
}
