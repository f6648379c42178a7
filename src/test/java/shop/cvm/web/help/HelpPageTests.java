package shop.cvm.web.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.ShopTest;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.instance.Launch;
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

    @Test
    void thePurchaseInstructionsNameTheLimitsThatAreEnforced() throws Exception {
        assertThat(text("/help/purchase", "en"))
                .contains("0 to " + CatalogSnapshot.MAX_DATA_DISKS + " for each machine")
                .contains("1 to " + CatalogSnapshot.MAX_COUNT + " machines")
                .contains("1–12, 24, 36 months")
                .contains("up to " + Launch.MAX_NAME + " characters")
                .contains("System disk 50–500 GB. Data disk 10–32,000 GB, in steps of 10 GB.")
                .contains("Prepaid, by bandwidth: 200 or 1000 Mbps, depending on the zone")
                .contains("Postpaid, by traffic: 100 Mbps")
                .contains("8 to 30 characters of at least 2")
                .contains("12 to 30 characters of at least 3")
                .contains("web-{R:3} web-3, web-4, web-5")
                .contains(show.total(payments.max()) + " at a time, by WeChat Pay.")
                .contains("An order can be paid for 15 minutes")
                .contains("within 1 to 5 minutes after payment")
                .contains("within 10 minutes after payment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/help/purchase", "/help/purchase?region=%", "/help/purchase?=&&x"})
    void thePurchaseInstructionsAreThereForAnybodyInChineseToo(String path) throws Exception {
        assertThat(text(path, "zh-CN"))
                .contains("谁可以购买", "微信支付", "付款后 1 至 5 分钟内显示 IP 地址")
                .doesNotContain("??");
    }

    private String text(String path, String language) throws Exception {
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
        return Jsoup.parse(body).text();
    }
}
