package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.ShopTest;

/** What the purchase page says below its price. */
@ShopTest
@Tag("page")
class SmallPrintTests {

    @Autowired
    private MockMvc mvc;

    @Test
    void belowThePriceStandsWhatItIncludesAndWhatIsBilledSeparately() throws Exception {
        Document prepaid = page("?type=S5.LARGE8&period=12&dataDisks[0].size=100&bandwidth=5");
        assertThat(prepaid.select("details:has(#quote-included) summary").text())
                .isEqualTo("Included");
        assertThat(prepaid.select("#quote-included li").eachText())
                .containsExactly(
                        "4 vCPU, 8 GiB memory and 150 GB of disk per instance",
                        "Private network, up to 1.5 Gbps",
                        "5 Mbps out, 10 Mbps in",
                        "Public IPv4 address while the instance exists");
        assertThat(prepaid.select("details:has(#quote-separate) summary").text())
                .isEqualTo("Billed separately");
        assertThat(prepaid.select("#quote-separate li").eachText())
                .containsExactly("Renewal, at the price of that day");

        Document byTraffic = page("?chargeType=POSTPAID_BY_HOUR&internetChargeType=TRAFFIC&bandwidth=5");
        assertThat(byTraffic.select("#quote-separate li").eachText())
                .containsExactly(
                        "Outbound traffic: ¥0.80 per GB, settled every hour from the balance",
                        "Disks and hourly bandwidth go on while a machine is shut down");
    }

    @Test
    void anEstimatedPriceIsMarkedWhereverItIsShownAndAListPriceNowhere() throws Exception {
        Document estimated = page("?family=S6&type=S6.MEDIUM4");
        assertThat(estimated.select("tr:has(#type-S6\\.MEDIUM4) td.num").last().text())
                .isEqualTo("≈ 202.40");
        assertThat(estimated.select("#hardware .hint").text()).startsWith("≈ estimated list price");
        assertThat(estimated.select("#quote-lines").text()).contains("Rests on an estimated list price");
        assertThat(estimated.select("#quote-details li .chip").eachText()).containsExactly("estimated list price");
        assertThat(estimated.select("#quote-details li:has(.chip)").text())
                .contains("S6.MEDIUM4: ¥202.40 per month", "Source: ");

        Document listed = page("?family=S5&type=S5.LARGE8");
        assertThat(listed.select("tr:has(#type-S5\\.LARGE8) td.num").last().text())
                .isEqualTo("368.00");
        assertThat(listed.select("#quote-lines, #quote-details").text())
                .contains("Source: ")
                .doesNotContain("estimated");
    }

    private Document page(String query) throws Exception {
        URI address = URI.create("/" + query.replace("[", "%5B").replace("]", "%5D"));
        return Jsoup.parse(mvc.perform(get(address)).andReturn().getResponse().getContentAsString());
    }
}
