package shop.cvm.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.cvm.catalog.Specs.postpaid;
import static shop.cvm.catalog.Specs.prepaid;
import static shop.cvm.catalog.Specs.with;
import static shop.cvm.catalog.Specs.withDisks;
import static shop.cvm.catalog.Specs.withNetwork;
import static shop.cvm.catalog.Specs.withType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.Specs;
import shop.cvm.money.Cny;

/** Figures the vendor has published, each computed from the catalogue by the same code that prices the shop's orders. */
class PublishedPricesTests {

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();

    /** Source: response recorded in the API's example of InquiryPriceRunInstances ({@code OriginalPrice}). */
    @Test
    void theRecordedApiExampleCosts7736YuanAfterAndEightThousandEightHundredBeforeTheDiscount() {
        InstanceSpec spec = withNetwork(
                withDisks(withType(prepaid(), "ap-shanghai-2", "S5.16XLARGE256"), new Disk("CLOUD_PREMIUM", 150)),
                InternetChargeType.BANDWIDTH,
                0);

        Quote quote = quote(spec, 1);

        assertThat(quote.listTotal()).isEqualTo(Cny.of("8884.50"));
        assertThat(quote.total()).isEqualTo(Cny.of("7736.34"));
        assertThat(quote.lines()).extracting(QuoteLine::amount).containsExactly(Cny.of("7683.84"), Cny.of("52.50"));
    }

    /**
     * Source: vector V1 (refund rules page): 51 a month, one year, 17 % off. The catalogue has 59 for the same type. The page
     * goes on to pay 100 of it with a voucher, 407.96 in money: vouchers are out (decision 24), and 407.96 is where V2 begins.
     */
    @Test
    void aYearAtFiftyOneYuanAMonthCosts50796() {
        CatalogSnapshot ofThePage = CatalogFixture.pricedPerMonth("ap-guangzhou", "S2.SMALL1", "51");

        QuoteLine compute =
                Pricing.quote(ofThePage, aYearOfTheSmallest(), 1).lines().get(0);

        assertThat(compute.discountFactor()).isEqualByComparingTo("0.83");
        assertThat(compute.unitListAmount()).isEqualTo(Cny.of("612.00"));
        assertThat(compute.unitAmount()).isEqualTo(Cny.of("507.96"));
    }

    /** Source: the API's recorded example, 708 a year becomes 587.64. */
    @Test
    void aYearTakesSeventeenPercentOff() {
        QuoteLine compute = quote(aYearOfTheSmallest(), 1).lines().get(0);

        assertThat(compute.unitListAmount()).isEqualTo(Cny.of("708.00"));
        assertThat(compute.unitAmount()).isEqualTo(Cny.of("587.64"));
    }

    private static InstanceSpec aYearOfTheSmallest() {
        return withNetwork(
                with(withType(prepaid(), "ap-guangzhou-3", "S2.SMALL1"), ChargeType.PREPAID, 12),
                InternetChargeType.BANDWIDTH,
                0);
    }

    /** Source: vector V12 (exclusive public network billing). */
    @Test
    void fiveMbpsInGuangzhouCost115AMonth() {
        assertThat(bandwidth(prepaid(), 5)).isEqualByComparingTo("115");
        assertThat(bandwidth(prepaid(), 2)).isEqualByComparingTo("40");
    }

    /** Source: catalogue notes, 15 Mbps for two months. */
    @Test
    void fifteenMbpsForTwoMonthsCost2030() {
        Quote quote = quote(withNetwork(with(prepaid(), ChargeType.PREPAID, 2), InternetChargeType.BANDWIDTH, 15), 1);

        assertThat(line(quote, Component.BANDWIDTH).amount()).isEqualTo(Cny.of("2030.00"));
    }

    /** Source: vector V13 (exclusive public network billing). */
    @Test
    void sixMbpsCost565ThousandthsAnHour() {
        assertThat(bandwidth(postpaid(), 6)).isEqualByComparingTo("0.565");
        assertThat(bandwidth(postpaid(), 2)).isEqualByComparingTo("0.126");
    }

    /** Source: public network billing, 0.80 per GB; the amount of vector V17 follows where traffic is settled. */
    @Test
    void aGigabyteOfTrafficCostsEightyFenAndNothingByTheHour() {
        Quote quote = quote(withNetwork(postpaid(), InternetChargeType.TRAFFIC, 10), 1);

        QuoteLine traffic = line(quote, Component.TRAFFIC);
        assertThat(traffic.unitPrice()).isEqualByComparingTo("0.80");
        assertThat(traffic.rate().perHour()).isEqualByComparingTo("0");
    }

    /** Source: vector V18 (CVM instance price, tables of 2016): 2 vCPU and 4 GiB of series 1. */
    @Test
    void inTheTablesOf2016TheHourlyPriceFallsInThreeSteps() {
        CatalogSnapshot of2016 = CatalogFixture.asOf(LocalDate.of(2016, 12, 31));
        InstanceSpec spec = withType(postpaid(), "ap-guangzhou-3", "S1.MEDIUM4");

        var price = of2016.computePrice("ap-guangzhou", spec.instanceType(), OsType.LINUX);

        assertThat(price).isNotNull();
        assertThat(price.steps())
                .extracting(step -> step.rate().perHour())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualByComparingTo("0.84"),
                        second -> assertThat(second).isEqualByComparingTo("0.42"),
                        third -> assertThat(third).isEqualByComparingTo("0.2856"));
        assertThat(price.steps()).extracting(step -> step.fromHours()).containsExactly(0, 96, 360);
    }

    /** Source: catalogue notes: outside China Windows costs its own row or the Linux price times the family's factor. */
    @Test
    void windowsCostsTheSameInChinaAndMoreAbroad() {
        String windows = catalog.images().stream()
                .filter(image -> image.listed() && image.osType() == OsType.WINDOWS)
                .findFirst()
                .orElseThrow()
                .id();
        InstanceSpec abroad = withType(prepaid(), "ap-hongkong-2", "S2.MEDIUM4");

        assertThat(compute(Specs.withImage(prepaid(), windows))).isEqualTo(compute(prepaid()));
        assertThat(compute(Specs.withImage(abroad, windows))).isGreaterThan(compute(abroad));
    }

    /** No public list has these figures, so the page must say that they are estimates. */
    @Test
    void aWindowsPriceMadeFromTheLinuxPriceIsMarkedAsEstimated() {
        List<PriceSource> made = catalog.families().stream()
                .flatMap(family -> family.types().stream())
                .map(type -> catalog.computePrice("ap-hongkong", type.id(), OsType.WINDOWS))
                .filter(price -> price != null && price.prepaidSource() != null)
                .map(price -> price.prepaidSource())
                .filter(source -> source.sourceId().endsWith(";Q-GSE-2021"))
                .toList();

        assertThat(made).isNotEmpty().allMatch(PriceSource::estimated);
    }

    private org.joda.money.Money compute(InstanceSpec spec) {
        return quote(spec, 1).lines().get(0).amount();
    }

    private BigDecimal bandwidth(InstanceSpec spec, int mbps) {
        Quote quote = quote(withNetwork(spec, InternetChargeType.BANDWIDTH, mbps), 1);
        return line(quote, Component.BANDWIDTH).unitPrice();
    }

    private static QuoteLine line(Quote quote, Component component) {
        return quote.lines().stream()
                .filter(line -> line.component() == component)
                .findFirst()
                .orElseThrow();
    }

    private Quote quote(InstanceSpec spec, int count) {
        return Pricing.quote(catalog, spec, count);
    }
}
