package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import shop.cvm.RoundTrips;
import shop.cvm.ShopTest;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.StockReadings;
import shop.cvm.pricing.BreakEven;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.web.Show;

@ShopTest
@Tag("page")
class PurchasePageTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Selections selections;

    @Autowired
    private Vocabulary vocabulary;

    @Autowired
    private StockReadings readings;

    @Autowired
    private Show show;

    @Test
    void theSectionsStandInTheirOrderAndAreAllDone() throws Exception {
        Document page = page("");

        assertThat(page.select("section.sec h2").eachText())
                .startsWith("Billing method", "Region and zone", "Instance", "Image", "Disks", "Network")
                .endsWith("Name and login", "Quantity and duration", "Show API request");
        assertThat(page.select("nav.toc a").eachText()).hasSize(8).allMatch(step -> step.endsWith("done"));
        assertThat(page.select("#notes").text()).isEmpty();
    }

    @Test
    void everyControlHasANameThatAScreenReaderCanSay() throws Exception {
        for (Element control : page("?dataDisks[0].size=20").select("main input:not([type=hidden]), main select")) {
            boolean labelled = !control.parents().select("label").isEmpty()
                    || !control.attr("aria-label").isEmpty()
                    || !control.ownerDocument()
                            .select("label[for=\"" + control.id() + "\"]")
                            .isEmpty();
            assertThat(labelled).as(control.outerHtml()).isTrue();
        }
    }

    @Test
    void aPrepaidTotalIsThePricingsTotal() throws Exception {
        String query = "type=S5.LARGE8&count=2&period=12&dataDisks[0].size=100&bandwidth=5";

        Document page = page("?" + query);

        Quote quote = quote(query);
        assertThat(page.select("#quote-total").text()).isEqualTo(show.total(quote.total()));
        assertThat(page.select("#quote-label").text()).isEqualTo("Total");
        assertThat(page.select("#quote-lines dt").eachText())
                .containsExactly(
                        "Instance, 2 × S5.LARGE8",
                        "Disks, 2 × 150 GB",
                        "Network, 2 × 5 Mbps",
                        "Discount for 12 months");
        assertThat(page.select("#quote-lines dd").last().text())
                .isEqualTo(show.amount(quote.discount().negated()));
        assertThat(page.select("#quote-lines .plain").text())
                .isEqualTo("2 instances with 4 vCPU and 8 GiB each, Ubuntu 22.04 64-bit, in Guangzhou Zone 3,"
                        + " for 12 months.");
    }

    @Test
    void aPostpaidTotalIsTheRateOfAnHourWithItsStepsAndWhatIsFrozen() throws Exception {
        String query = "chargeType=POSTPAID_BY_HOUR&type=S3.LARGE8&family=S3&count=2";

        Document page = page("?" + query);

        Quote quote = quote(query);
        assertThat(page.select("#quote-total").text()).isEqualTo("¥" + show.rate(quote.perHour()));
        assertThat(page.select("#quote-label").text()).isEqualTo("Per hour");
        assertThat(page.select("#quote-lines div:contains(Frozen now) dd").text())
                .isEqualTo(show.amount(quote.total()));
        assertThat(page.select(".steps3 th").eachText())
                .containsExactly("First 96 hours", "96 to 360 hours", "After 360 hours");
        assertThat(page.select(".steps3 td").first().text()).isEqualTo("¥" + show.rate(quote.perHour()));
        assertThat(page.select("#durations fieldset")).isEmpty();
    }

    /** Decision 34 of the design: the series is the generation of the hardware, newest first. */
    @Test
    void everySeriesIsOfferedTheNewestFirst() throws Exception {
        List<Integer> generations = catalog.snapshot().families().stream()
                .map(Family::generation)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();

        assertThat(page("").select("#serieses input[name=series]").eachAttr("value"))
                .hasSizeGreaterThan(5)
                .isEqualTo(generations.stream().map(String::valueOf).toList());
    }

    @Test
    void theSummarySaysFromWhichDayOnTheOtherBillingMethodIsTheDearerOne() throws Exception {
        BreakEven even = Objects.requireNonNull(quote("type=S5.LARGE8&count=2").breakEven());
        Integer day = Objects.requireNonNull(even.day());

        Element prepaid = page("?type=S5.LARGE8&count=2").selectFirst("#quote-even");
        assertThat(prepaid.select("p").text())
                .isEqualTo("Cheaper than postpaid from day " + day + ". Postpaid would be ¥"
                        + show.rate(even.postpaidFirstStep().times(2)) + " per hour.");
        assertThat(prepaid.select("svg").attr("aria-label")).isEqualTo("Break-even after " + day + " of 30 days");
        Element postpaid =
                page("?type=S5.LARGE8&count=2&chargeType=POSTPAID_BY_HOUR").selectFirst("#quote-even");
        assertThat(postpaid.select("p").text())
                .isEqualTo("Prepaid is cheaper from day " + day + " of a month on. Prepaid would be "
                        + show.total(even.prepaid().multipliedBy(2)) + " for one month.");
    }

    /** Decision 31 of the design: a month may cost more than all of its hours, though in no price list of today. */
    @Test
    void theSummarySaysSoIfPrepaidIsNeverTheCheaperWay() {
        CatalogSnapshot dear = CatalogFixture.pricedPerMonth("ap-guangzhou", "S5.LARGE8", "9999");

        Element prepaid = even("type=S5.LARGE8&zone=ap-guangzhou-3", dear);
        assertThat(prepaid.text())
                .startsWith("Postpaid costs less, even running all month long. Postpaid would be ¥")
                .endsWith(" per hour.");
        assertThat(prepaid.select("svg")).isEmpty();
        assertThat(even("type=S5.LARGE8&zone=ap-guangzhou-3&period=3", dear).text())
                .startsWith("Postpaid costs less, even running all 3 months long.");
        assertThat(even("type=S5.LARGE8&zone=ap-guangzhou-3&chargeType=POSTPAID_BY_HOUR", dear)
                        .text())
                .startsWith("Cheaper than prepaid, even running all month long. Prepaid would be ¥");
    }

    /** The comparison of a configuration by other prices. */
    private Element even(String query, CatalogSnapshot prices) {
        Picture picture = selections.picture(new QueryText(query));
        Selection selection = picture.selection();
        Quote quote = Pricing.quote(prices, selection.spec(), selection.count());
        Words words = vocabulary.in(Locale.ENGLISH);
        return Jsoup.parseBodyFragment(new QuoteHtml(words, "")
                        .even(new EvenViews(picture, words, show, quote, List.of()).even())
                        .html())
                .body();
    }

    /** Family BS1 is sold by the hour only, and its price has no steps. */
    @Test
    void whatCanBeBoughtInOneWayOnlyIsNotCompared() throws Exception {
        String query = "chargeType=POSTPAID_BY_HOUR&family=BS1";

        assertThat(quote(query).breakEven()).isNull();
        assertThat(page("?" + query).select("#quote-even").html()).isEmpty();
    }

    @Test
    void theSummaryLeadsToTheTablesOfPricesAndTheirRules() throws Exception {
        for (String address : List.of(
                "/prices/instances",
                "/prices/disks",
                "/prices/network",
                "/help/purchase",
                "/help/billing",
                "/help/expiry")) {
            assertThat(page("").select("#quote a[href=" + address + "]"))
                    .as(address)
                    .hasSize(1);
            assertThat(mvc.perform(get(address)).andReturn().getResponse().getStatus())
                    .as(address)
                    .isEqualTo(200);
        }
    }

    /** What is sold and what it costs is in the snapshot; only the stock is asked for, every five seconds. */
    @Test
    void neitherPageNorLiveQuoteAsksTheDatabaseWhileTheStockIsKnown() throws Exception {
        readings.forget();
        assertThat(asked(get("/"))).singleElement().asString().contains("from stock where zone_id");
        assertThat(asked(get("/"))).isEmpty();
        assertThat(asked(get("/?count=3&period=12&type=S5.LARGE8").header("HX-Request", "true")))
                .isEmpty();
        assertThat(asked(get("/prices"))).isEmpty();
        assertThat(asked(get("/prices/instances?region=ap-shanghai&family=S5"))).isEmpty();
    }

    private List<String> asked(MockHttpServletRequestBuilder request) {
        return RoundTrips.of(() -> {
            try {
                assertThat(mvc.perform(request).andReturn().getResponse().getStatus())
                        .isEqualTo(200);
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
    }

    @Test
    void everyRowOfHardwareShowsBothPricesAndItsStockInWords() throws Exception {
        Document page = page("?family=S5");

        Element row = page.selectFirst("tr:has(#type-S5\\.LARGE8)");
        assertThat(row.select("td.num").eachText()).containsExactly("4", "8 GiB", "0.6644", "368.00");
        assertThat(page.select("#hardware tbody td.only-w .st").eachText())
                .allMatch(stock -> stock.matches("Plenty|Last \\d+|Sold out|No longer sold"));
        assertThat(page.select("#hardware tr:has([disabled]) .st").eachText())
                .allMatch(reason -> reason.matches("Sold out|No longer sold"));
    }

    @Test
    void whatIsNotSoldIsShownWithItsReason() throws Exception {
        Document page = page("");

        assertThat(page.selectFirst("label:has(#zone-ap-guangzhou-1)").text()).isEqualTo("Zone 1 Sold out");
        assertThat(page.selectFirst("label:has(#family-C5)").text()).endsWith("By application only");
        assertThat(page.select("#regions .hint").eachText())
                .anyMatch(line -> line.contains("Finance") && line.contains("approved customers"));
    }

    @Test
    void graphicsCardsAndLocalDisksAreShownWithTheirTypes() throws Exception {
        assertThat(page("?family=GN7").select("#hardware .sub").eachText())
                .anyMatch(extra -> extra.matches("0\\.25 × .*T4.*"));
        assertThat(page("?family=IT5").select("#hardware .sub").eachText()).anyMatch(extra -> extra.contains("NVMe"));
    }

    /** Cheapest of its series is a size whose list price the vendor does not publish. */
    @Test
    void theLowestPriceOfAModelSaysThatItIsAnEstimate() throws Exception {
        Document page = page("?series=5");

        assertThat(page.select("label:has(input[name=family][value=S5])").text())
                .contains("from ≈ ¥");
    }

    @Test
    void filtersAndOrderWorkByPlainButtonsAndKeepTheChosenTypeInSight() throws Exception {
        Document page = page("?type=S5.LARGE8&vcpu=2&sort=month-desc");

        assertThat(page.select("#hardware tbody label").eachText())
                .containsExactlyInAnyOrder("S5.LARGE8", "S5.MEDIUM2", "S5.MEDIUM4", "S5.MEDIUM8");
        assertThat(page.select("th[aria-sort=descending]").text()).isEqualTo("List price, CNY per month");
        assertThat(page.select("button[name=sort]#sort-month").val()).isEqualTo("month");
        assertThat(page.select("button[name=sort]#sort-hour").val()).isEqualTo("hour");
    }

    @Test
    void moreThanIsInStockIsAnErrorInWordsBesideTheFieldAndInTheListOfSections() throws Exception {
        Element scarce = page("").select("#hardware tr:contains(Last)").first();
        String type = scarce.select("input").val();

        Document page = page("?type=" + type + "&count=100");

        assertThat(page.select("#count").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.getElementById(page.select("#count").attr("aria-describedby"))
                        .text())
                .startsWith("Only ");
        assertThat(page.select("nav.toc a").last().text()).endsWith("error");
    }

    /** A random password needs nothing; what the customer has to give is asked for at checkout, and missing until then. */
    @Test
    void aLoginThatNeedsSomethingOfTheCustomerIsMissingInTheListOfSections() throws Exception {
        assertThat(step(page("?login=RANDOM"), "login")).isEqualTo("7Login done");
        assertThat(step(page("?login=PASSWORD"), "login")).isEqualTo("7Login missing");
        assertThat(step(page("?login=KEY_PAIR"), "login")).isEqualTo("7Login missing");
        assertThat(step(page("?login=KEY_PAIR&imageOs=Windows"), "login")).isEqualTo("7Login done");
        assertThat(step(chinese("/?login=PASSWORD"), "login")).isEqualTo("7登录 待补");
        assertThat(page("?login=PASSWORD").select("nav.toc a").eachText())
                .filteredOn(step -> step.endsWith("done"))
                .hasSize(7);
        assertThat(altered(change("login=PASSWORD", "login"))).contains("innerHTML:#toc-login");
    }

    private static String step(Document page, String section) {
        return page.select("nav.toc a[href=#s-" + section + "]").text();
    }

    @Test
    void whatCouldNotBeKeptIsSaidWithBothValues() throws Exception {
        Document page = page("?systemDiskSize=10&image=<b>x</b>");

        assertThat(page.select("#notes li").eachText())
                .containsExactlyInAnyOrder(
                        "System disk size: 10 GB → 50 GB", "Version: <b>x</b> → Ubuntu 22.04 64-bit");
    }

    @Test
    void withoutScriptThePageHasAButtonToUpdateThePriceAndButtonsForDisks() throws Exception {
        Document page = page("?dataDisks[0].size=20");

        assertThat(page.select("noscript button").eachText()).contains("Update price");
        assertThat(page.select("button[name=addDisk]").text()).isEqualTo("Add data disk");
        assertThat(page.select("button[name=removeDisk]").attr("aria-label")).isEqualTo("Remove data disk 1");
        assertThat(page.select("button[formaction=/checkout]").text()).isEqualTo("Buy now");
        assertThat(page.select("form#purchase button").first().hasAttr("hidden"))
                .isTrue();
    }

    @Test
    void onlyTheShownFormOfTheApiRequestIsAnsweredAndAskedForAloneWhenAnotherIsChosen() throws Exception {
        MockHttpServletResponse answer = change("count=3", "count", "api-java");
        String whole = answer.getHeader("HX-Replace-Url").substring(2);
        assertThat(altered(answer))
                .contains("innerHTML:#quote-total", "innerHTML:#api-java")
                .doesNotContain("innerHTML:#api-json", "innerHTML:#api-terraform");
        assertThat(altered(change(whole, "apiTab", "api-terraform")))
                .contains("innerHTML:#api-terraform")
                .doesNotContain("innerHTML:#api-json", "innerHTML:#api-java", "innerHTML:#quote-total");
        assertThat(altered(change("count=3", "count", "api-cobol")))
                .contains("innerHTML:#api-json", "innerHTML:#api-java", "innerHTML:#api-terraform");
    }

    /** Guangzhou is one of the regions where the basic network is still sold. */
    @Test
    void forTheBasicNetworkEveryFormSaysThatThereIsNoRequest() throws Exception {
        String query = "zone=ap-guangzhou-3&type=S1.MEDIUM4&network=BASIC";
        Document page = page("?" + query);

        assertThat(page.select("#networks input[checked]").val()).isEqualTo("BASIC");
        for (String form : List.of("#api-json", "#api-java", "#api-terraform")) {
            assertThat(page.select(form).text())
                    .isEqualTo("The cloud API sells no machine in the basic network, so there is no request for this"
                            + " configuration. With VPC + subnet there is one.");
        }
        assertThat(chinese("/?" + query).select("#api-json").text())
                .isEqualTo("云 API 不出售基础网络中的实例，因此当前配置没有对应的请求；选择私有网络后即可查看。");
        assertThat(altered(change(query, "network"))).contains("innerHTML:#api-json", "innerHTML:#network-hint");
        assertThat(page("?" + query.replace("BASIC", "VPC")).select("#api-json").text())
                .contains("\"Action\": \"RunInstances\"", "\"VpcId\": \"DEFAULT\"");
    }

    @Test
    void aChangeIsAnsweredByThePartsItAltersAndTheCanonicalAddress() throws Exception {
        MockHttpServletResponse answer = change("count=3", "count");

        Document parts = Jsoup.parseBodyFragment(answer.getContentAsString());
        List<String> altered = parts.body().children().eachAttr("hx-swap-oob");
        assertThat(altered).contains("innerHTML:#quote-total", "innerHTML:#counts", "innerHTML:#api-json");
        assertThat(answer.getHeader("HX-Replace-Url"))
                .startsWith("/?chargeType=PREPAID&region=ap-guangzhou&zone=ap-guangzhou-3&type=S5.MEDIUM4")
                .contains("&count=3&");
        assertThat(answer.getHeaders("Vary")).contains("HX-Request");
        assertThat(parts.select("[hx-swap-oob$=quote-total]").text())
                .isEqualTo(show.total(quote("count=3").total()));
    }

    @Test
    void aChangeLeavesTheControlsOfOtherQuestionsAlone() throws Exception {
        Document page = page("");
        SimulatedBrowser browser = new SimulatedBrowser(page.outerHtml());
        String query = browser.after(browser.actions("bandwidth").get(3));

        String answer = change(query, "bandwidth").getContentAsString();

        assertThat(Jsoup.parseBodyFragment(answer).select("input, select").eachAttr("name"))
                .isEmpty();
    }

    @Test
    void anybodyMayLookWithoutASession() throws Exception {
        MockHttpServletResponse page = mvc.perform(get("/")).andReturn().getResponse();

        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getCookies()).isEmpty();
        assertThat(mvc.perform(get("/")).andReturn().getRequest().getSession(false))
                .isNull();
    }

    @Test
    void aChineseReaderGetsChinese() throws Exception {
        Document page = chinese("/");

        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("zh-CN");
        assertThat(page.select("h1").text()).isEqualTo("新建实例");
        assertThat(page.select("#quote-lines .plain").text())
                .isEqualTo("1 台 2 核 4 GiB 实例，Ubuntu 22.04 64位，广州三区，购买 1 个月。");
    }

    @Test
    void everyWordOfEitherLanguageIsWrittenOut() throws Exception {
        for (String query : List.of("", "?chargeType=POSTPAID_BY_HOUR&family=S3&dataDisks[0].size=20", "?family=IT5")) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
                String html = mvc.perform(
                                get(URI.create("/" + query.replace("[", "%5B").replace("]", "%5D")))
                                        .locale(locale))
                        .andReturn()
                        .getResponse()
                        .getContentAsString();
                assertThat(html).doesNotContain("??", "{0}", "{1}", "choice,");
            }
        }
    }

    private Document chinese(String address) throws Exception {
        return Jsoup.parse(mvc.perform(get(URI.create(address)).locale(Locale.SIMPLIFIED_CHINESE))
                .andReturn()
                .getResponse()
                .getContentAsString());
    }

    private Document page(String query) throws Exception {
        URI address = URI.create("/"
                + query.replace("[", "%5B")
                        .replace("]", "%5D")
                        .replace("<", "%3C")
                        .replace(">", "%3E"));
        return Jsoup.parse(mvc.perform(get(address)).andReturn().getResponse().getContentAsString());
    }

    private MockHttpServletResponse change(String query, String changed) throws Exception {
        return mvc.perform(get(URI.create("/?" + query))
                        .header("HX-Request", "true")
                        .header("X-Changed", changed))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse change(String query, String changed, String code) throws Exception {
        return mvc.perform(get(URI.create("/?" + query))
                        .header("HX-Request", "true")
                        .header("X-Changed", changed)
                        .header("X-Code", code))
                .andReturn()
                .getResponse();
    }

    private static List<String> altered(MockHttpServletResponse answer) throws Exception {
        return Jsoup.parseBodyFragment(answer.getContentAsString())
                .body()
                .children()
                .eachAttr("hx-swap-oob");
    }

    private Quote quote(String query) {
        Selection selection = selections.read(query).selection();
        return Pricing.quote(catalog.snapshot(), selection.spec(), selection.count());
    }
}
