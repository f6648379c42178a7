package shop.cvm.web.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.ShopTest;
import shop.cvm.billing.BillingSettings;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.instance.ExpirySettings;
import shop.cvm.instance.Naming;
import shop.cvm.order.OrderSettings;
import shop.cvm.payment.PaymentSettings;
import shop.cvm.web.Show;

@ShopTest
@Tag("page")
class HelpPageTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private PaymentSettings payments;

    @Autowired
    private Show show;

    @Autowired
    private OrderSettings orderSettings;

    @Autowired
    private BillingSettings billing;

    @Autowired
    private ExpirySettings expiry;

    @Autowired
    private Catalog catalog;

    @Test
    void thePurchaseInstructionsNameTheLimitsThatAreEnforced() throws Exception {
        assertThat(text("/help/purchase", "en"))
                .contains("0 to " + CatalogSnapshot.MAX_DATA_DISKS + " for each machine")
                .contains("1 to " + CatalogSnapshot.MAX_COUNT + " machines")
                .contains("1–12, 24, 36 months")
                .contains("up to " + Naming.MAX_NAME + " characters")
                .contains("System disk 50–500 GB. Data disk 10–32,000 GB, in steps of 10 GB.")
                .contains("Prepaid, by bandwidth: 200 or 1000 Mbps, depending on the zone")
                .contains("Postpaid, by traffic: 100 Mbps")
                .contains("8 to 30 characters of at least 2")
                .contains("12 to 30 characters of at least 3")
                .contains("web-{R:3} web-3, web-4, web-5")
                .contains(show.total(payments.max()) + " at a time, by Tenpay, WeChat Pay, QQ Wallet.")
                .contains("An order can be paid for 15 minutes")
                .contains("within 1 to 5 minutes after payment")
                .contains("within 10 minutes after payment");
    }

    @Test
    void anybodyReadsWhatTheCloudApiCovers() throws Exception {
        assertThat(text("/help/api", "en"))
                .contains("RunInstances Takes a key with all rights Placement.Zone")
                .contains("LatestOperationRequestId")
                .contains("DescribeDealsByCond Any key")
                .contains("Java SDK (CommonClient)");
        assertThat(text("/help/api", "zh")).contains("RunInstances 需要完整权限的密钥");
    }

    @Test
    void whoMayBuyAndHowMuchIsToldAsTheSettingsHaveIt() throws Exception {
        OrderSettings.PurchaseQuota quota = orderSettings.quota();
        assertThat(text("/help/purchase", "en"))
                .contains("Postpaid machines are sold only to customers whose identity is verified")
                .contains(
                        "newly bought in a calendar month " + quota.prepaidMainland() + " " + quota.prepaidElsewhere())
                .contains("existing at the same time " + quota.postpaidMainland() + " " + quota.postpaidElsewhere())
                .contains("2 to 60 letters, digits, hyphens and dots with Linux, 2 to 15")
                .contains("{IP} in it stands for the private address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/help/purchase", "/help/purchase?region=%", "/help/purchase?=&&x"})
    void thePurchaseInstructionsAreThereForAnybodyInChineseToo(String path) throws Exception {
        assertThat(text(path, "zh-CN"))
                .contains("谁可以购买", "微信支付", "付款后 1 至 5 分钟内显示 IP 地址")
                .doesNotContain("??");
    }

    @Test
    void theBillingRulesNameTheNumbersOfTheSettings() throws Exception {
        Duration whole = billing.runFor().plus(billing.keepFor());
        UsageExample example = UsageExample.of(catalog.snapshot()).orElseThrow();
        assertThat(text("/help/billing", "en"))
                .contains("the balance will last less than " + billing.warnDays() + " days")
                .contains("Instances run on for " + billing.runFor().toHours() + " hours.")
                .contains(billing.runFor().toHours() + " hours later Day 1, 12:00 Postpaid instances are shut down")
                .contains("for " + billing.keepFor().toHours() + " hours. Prepaid instances billed by traffic")
                .contains(whole.toHours() + " hours later Day 2, 12:00 Postpaid instances are destroyed")
                .contains("the vCPU and memory of " + example.type().id() + " cost ¥"
                        + show.rate(example.steps().get(0).rate()))
                .contains(show.total(example.deducted()) + " would be deducted")
                .contains("The first " + example.steps().get(0).toHours() + " "
                        + show.rate(example.steps().get(0).rate()));
    }

    @Test
    void theTermsOfExpiryNameTheDaysOfTheSettings() throws Exception {
        String days = expiry.reminderDays().stream()
                .map(day -> "(" + day + " days? before 2027-02-[0-9]{2} 15:30:00 A reminder.*)")
                .collect(Collectors.joining());
        assertThat(text("/help/expiry", "en"))
                .containsPattern(days)
                .contains("Bought at 2027-01-31 15:30:00, one month ends at 2027-02-28 15:30:00 and two at 2027-03-31")
                .contains("Expiry 2027-02-28 15:30:00 The instance is shut down")
                .contains(expiry.keepDays() + " days after that")
                .contains("Day " + (expiry.keepDays() + 1) + " after expiry, 00:00 2027-03-08 00:00:00")
                .contains("every day from " + expiry.renewalDays() + " days before expiry on")
                .contains("1 day after 2027-03-01 15:30:00 A notice that it is in the recycle bin")
                .contains("7 days after 2027-03-07 15:30:00 A notice that it is in the recycle bin")
                .contains("Remind me; I renew it myself Before expiryReminders on the days above.")
                .contains("For one instance an account, everything that was paid is paid back")
                .contains("up to 5 days after its purchase")
                .contains("For 3 more, what was paid is paid back, less the value of what was used.");
        assertThat(text("/help/expiry", "zh")).contains("不再提醒，到期不续费 到期前不提醒。 在回收站中仅在到期和释放时各通知一次。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/help/billing", "/help/expiry?x=%"})
    void theOtherExplanationsAreThereForAnybodyInChineseTooAndLinkToEachOther(String path) throws Exception {
        assertThat(text(path, "zh-CN")).contains("按量计费", "到期与续费").doesNotContain("??");
        assertThat(page("/help/purchase", "en").select("a[href=" + path.replaceFirst("\\?.*", "") + "]"))
                .as("in the row of explanations, in the text and at the foot")
                .hasSize(3);
    }

    private String text(String path, String language) throws Exception {
        return page(path, language).text();
    }

    private Document page(String path, String language) throws Exception {
        String query = path.replaceFirst("^[^?]*\\??", "");
        String body = mvc.perform(get(path.replaceFirst("\\?.*", ""))
                        .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                        .with(request -> {
                            request.setQueryString(query);
                            return request;
                        }))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return Jsoup.parse(body);
    }
}
