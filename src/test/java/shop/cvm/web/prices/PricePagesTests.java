package shop.cvm.web.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.ShopTest;

/** The price pages as they are read; figures and their sources are those of the catalogue's notes. */
@ShopTest
@Tag("page")
class PricePagesTests {

    private static final List<String> PAGES =
            List.of("/prices", "/prices/instances", "/prices/disks", "/prices/network");

    @Autowired
    private MockMvc mvc;

    @LocalServerPort
    private int port;

    /** Source: the API's recorded example, 8832.00 before and 7683.84 after the discount of one month. */
    @Test
    void aTypeIsPricedForEveryPeriodAndHour() throws Exception {
        Document page = page("/prices/instances?region=ap-shanghai&family=S5");

        assertThat(cells(row(page, "S5.16XLARGE256")))
                .startsWith("64", "256 GiB", "8,832.00", "7,683.84")
                .contains("15.9467");
        assertThat(page.select("thead").first().text())
                .contains("CNY per month")
                .contains("1–2 months 13 % off")
                .contains("3–5 months 22 % off")
                .contains("6–11 months 27 % off")
                .contains("12 months 31 % off")
                .contains("24 months 45 % off")
                .contains("36 months 59 % off")
                .contains("CNY per hour")
                .contains("one price no steps");
    }

    /** Source: vector V18 (CVM instance price, tables of 2016), which still hold for Windows in Hong Kong. */
    @Test
    void stepsOfTheHourlyPriceAndPricesOfWindowsAreShown() throws Exception {
        Document page = page("/prices/instances?region=ap-hongkong&family=S1");

        Element linux = page.select("table").get(0);
        Element windows = page.select("table").get(1);
        assertThat(linux.select("caption").text()).contains("Linux");
        assertThat(windows.select("caption").text()).contains("Windows");
        assertThat(cells(row(windows, "S1.MEDIUM4"))).contains("200.00", "0.8400", "0.4200", "0.2856");
        assertThat(cells(row(linux, "S1.MEDIUM4"))).contains("180.00", "0.3522");
        assertThat(windows.select("thead").text()).contains("0–96 h", "96–360 h", "over 360 h");
        assertThat(page.text()).contains("Another configuration starts again at the first step.");
    }

    @Test
    void everyFigureNamesAPublicDocumentAndAnEstimateSaysThatItIsOne() throws Exception {
        Document page = page("/prices/instances?region=ap-shanghai&family=S5");

        Element cited = row(page, "S5.MEDIUM4").select("a.cite").first();
        assertThat(cited.attr("href")).isEqualTo("#source-1");
        assertThat(page.select("#source-1").text()).contains("Tencent Cloud", "EMR node prices", "2021-09-23");
        assertThat(row(page, "S5.SMALL1").text()).contains("estimated list price");
        assertThat(row(page, "S5.MEDIUM4").text()).doesNotContain("estimated list price");
    }

    /** The prices of the network in São Paulo are of low confidence in the catalogue, those of Guangzhou are listed. */
    @Test
    void everyFigureOfTheOverviewNamesItsSourceAndAnEstimateSaysThatItIsOne() throws Exception {
        Document page = page("/prices?region=sa-saopaulo");

        assertThat(page.select("td.num")).allSatisfy(figure -> {
            Element row = figure.parent();
            assertThat(row.select("a.cite")).as(row.text()).isNotEmpty();
        });
        assertThat(page.select("a.cite").eachAttr("href"))
                .allSatisfy(source -> assertThat(page.select(source)).hasSize(1));
        Elements network = page.select("section:has(#network) tbody tr");
        assertThat(network).allSatisfy(row -> assertThat(row.text()).contains("estimated list price"));
        assertThat(network.eachText().toString())
                .contains("per Mbps and month, prepaid", "per Mbps and hour, postpaid", "per GB");
        assertThat(page("/prices").select("section:has(#network)").text()).doesNotContain("estimated list price");
    }

    /**
     * Disks point to the source in each row, the network at the head of each table. No price of a disk is an estimate in
     * the catalogue; of the network those in São Paulo are.
     */
    @ParameterizedTest
    @CsvSource({"/prices/disks, tbody tr:has(td.num.grp), false", "/prices/network, .cols3 section:has(td.num), true"})
    void everyFigureOfDisksAndNetworkNamesItsSourceAndAnEstimateSaysThatItIsOne(
            String path, String priced, boolean estimated) throws Exception {
        Document page = page(path + "?region=sa-saopaulo");
        assertThat(page.select(priced)).hasSizeGreaterThan(2).allSatisfy(part -> {
            assertThat(part.select("a.cite")).as(part.text()).isNotEmpty();
            assertThat(part.select(".est").text()).as(part.text()).isEqualTo(estimated ? "estimated list price" : "");
        });
        assertThat(page.select("a.cite").eachAttr("href")).allSatisfy(source -> {
            assertThat(page.select(source)).hasSize(1);
            assertThat(page.select(source).text()).contains("Prices of");
        });

        Document listed = page(path + "?region=ap-guangzhou");
        assertThat(listed.select(priced)).hasSizeGreaterThan(2).allSatisfy(part -> assertThat(part.select("a.cite"))
                .as(part.text())
                .isNotEmpty());
        assertThat(listed.select("main").text()).doesNotContain("estimated list price");
    }

    @Test
    void whatIsNotSoldIsListedWithItsReason() throws Exception {
        assertThat(page("/prices/instances?family=C5").text())
                .contains("Compute C5: not sold in Guangzhou", "By application only", "C5.LARGE8");
        assertThat(page("/prices").text()).contains("Not sold in Guangzhou", "No longer sold", "High IO I1");
        assertThat(page("/prices/disks").text()).contains("No longer sold Local Disk, Local SSD, HDD Cloud Disk");
        assertThat(page("/prices/instances?region=eu-moscow").text()).contains("Europe (Moscow): Not on sale.");
    }

    /** Source: catalogue notes; CBS price overview of 2021-09-22, discounts since 2016-11-01. */
    @Test
    void disksArePricedByTheGigabyteWithLimitsAndDiscounts() throws Exception {
        Document page = page("/prices/disks?region=ap-guangzhou");

        assertThat(cells(row(page, "Premium Cloud Disk")))
                .startsWith("50–500 GB", "10–32,000 GB in steps of 10 GB", "0.35", "0.0009", "35.00", "0.0900");
        assertThat(page.text())
                .contains("6–11 months 12 % off")
                .contains("12 months 17 % off")
                .contains("24 months 30 % off")
                .contains("36 months 50 % off");
    }

    /** Source: EIP price page of 2021-11-08; vectors V12 and V13. */
    @Test
    void bandwidthIsPricedByItsPartsAndTrafficByTheGigabyte() throws Exception {
        Document page = page("/prices/network");

        assertThat(cells(row(page, "1–2 Mbps"))).containsExactly("20.00");
        assertThat(cells(row(page, "3–5 Mbps"))).containsExactly("25.00");
        assertThat(cells(row(page, "over 5 Mbps"))).containsExactly("90.00");
        assertThat(cells(row(page, "Outbound"))).containsExactly("0.80");
        assertThat(cells(row(page, "5 Mbps"))).containsExactly("115.00", "0.3150");
        assertThat(cells(row(page, "6 Mbps"))).containsExactly("205.00", "0.5650");
        assertThat(page.text()).contains("1,000 200 100 100");
    }

    @Test
    void theOverviewLeadsToEveryModel() throws Exception {
        Document page = page("/prices?region=ap-singapore");

        Element model = page.select("a[href*=family]:contains(Standard S5)").first();
        assertThat(model.attr("href")).isEqualTo("/prices/instances?region=ap-singapore&family=S5");
        assertThat(page(model.attr("href")).select("h2").first().text()).startsWith("Standard S5 in Singapore");
    }

    @Test
    void aTypeLeadsToItsPurchase() throws Exception {
        assertThat(row(page("/prices/instances?region=ap-shanghai"), "S5.LARGE8")
                        .select("a")
                        .attr("href"))
                .isEqualTo("/?region=ap-shanghai&type=S5.LARGE8");
        assertThat(row(page("/prices/instances?family=BS1"), "BS1.LARGE8")
                        .select("a")
                        .attr("href"))
                .isEqualTo("/?region=ap-guangzhou&type=BS1.LARGE8&chargeType=POSTPAID_BY_HOUR");
    }

    @ParameterizedTest
    @CsvSource({
        "/prices?region=ap-shangai, There is no region “ap-shangai”. These are the prices of East China (Shanghai).",
        "/prices/disks?region=atlantis, There is no region “atlantis”. These are the prices of South China (Guangzhou).",
        "/prices/instances?family=S55, There is no model “S55”. These are the prices of Standard S5.",
    })
    void whatDoesNotExistIsReplacedByTheNearestAndSaid(String path, String note) throws Exception {
        assertThat(page(path).select(".note").text()).isEqualTo(note);
    }

    @Test
    void theFamilyMayBeAskedForByOneOfItsTypes() throws Exception {
        Document page = page("/prices/instances?family=M5.2XLARGE64");

        assertThat(page.select("#family option[selected]").val()).isEqualTo("M5");
        assertThat(page.select(".note")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/prices", "/prices/instances", "/prices/disks", "/prices/network"})
    void everyPageSpeaksChinese(String path) throws Exception {
        String page = mvc.perform(get(path).header(HttpHeaders.ACCEPT_LANGUAGE, "zh-CN"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(page).contains("广州", "数据来源", "价格日期").doesNotContain("??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/prices", "/prices/instances", "/prices/disks", "/prices/network"})
    void everyRegionHasEveryPage(String path) throws Exception {
        for (Element region : page("/prices").select("#region option")) {
            assertThat(page(path + "?region=" + region.val())
                            .select("#region option[selected]")
                            .val())
                    .isEqualTo(region.val());
        }
    }

    @Test
    void theFormWorksWithoutScript() throws Exception {
        Element form = page("/prices/instances?region=ap-tokyo&family=S4").selectFirst("form.choice");

        assertThat(form.attr("method")).isEqualTo("get");
        assertThat(form.attr("action")).isEqualTo("/prices/instances");
        assertThat(form.select("noscript button").text()).isEqualTo("Show prices");
        assertThat(form.select("select").eachAttr("name")).containsExactly("region", "family");
        assertThat(form.select("option[selected]").eachAttr("value")).containsExactly("ap-tokyo", "S4");
    }

    /** Over the network, because the container decodes query strings too. The seed is fixed. */
    @Test
    void anyQueryStringGivesAPage() throws Exception {
        Random random = new Random(20_261_123);
        for (int i = 0; i < 160; i++) {
            String query = odd(random);
            assertThat(statusOf(PAGES.get(i % PAGES.size()) + "?" + query))
                    .as(query)
                    .isEqualTo(200);
        }
    }

    private static String odd(Random random) {
        String alphabet = "abcAP-=&%;+?/:@!$'()*,~._<>[]{}|^\"`\\0159";
        StringBuilder query = new StringBuilder(random.nextBoolean() ? "region=" : "family=");
        for (int length = random.nextInt(60); length > 0; length--) {
            query.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return query.append(random.nextBoolean() ? "&family=%" : "&region=%E4%B8")
                .toString();
    }

    private int statusOf(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL("http://localhost:" + port + path).openConnection();
        connection.setInstanceFollowRedirects(false);
        return connection.getResponseCode();
    }

    private Document page(String path) throws Exception {
        String body = mvc.perform(get(URI.create(path)).header(HttpHeaders.ACCEPT_LANGUAGE, "en"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(body).doesNotContain("??");
        return Jsoup.parse(body);
    }

    private static Element row(Element tables, String name) {
        return tables.select("tbody tr").stream()
                .filter(row -> row.select("th").text().equals(name)
                        || row.select("th").text().startsWith(name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No row " + name));
    }

    private static List<String> cells(Element row) {
        return row.select("td").eachText();
    }
}
