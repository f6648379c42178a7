package shop.cvm.web.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.web.prices.InstancePrices.WindowsPrice;

class InstancePriceListTests {

    private static final String LINUX_IMAGE = "img-487zeit5";

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();

    @Test
    void everyMonthlyPriceShownIsWhatAQuoteChargesForOneMonth() {
        int compared = 0;
        for (Shown shown : everythingShown()) {
            if (shown.row().isPrepaid()) {
                Bracket month = shown.table().brackets().get(0);
                assertThat(month.months()).as(shown.name()).contains(1);
                assertThat(shown.row().perMonth(month))
                        .as(shown.name())
                        .isEqualTo(quoted(shown, ChargeType.PREPAID).unitAmount());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(2000);
    }

    @Test
    void everyHourlyPriceShownIsWhatAQuoteChargesInThatStep() {
        int compared = 0;
        for (Shown shown : everythingShown()) {
            if (shown.row().isPostpaid()) {
                assertThat(shown.row().price().steps().get(0).rate())
                        .as(shown.name())
                        .isEqualTo(quoted(shown, ChargeType.POSTPAID_BY_HOUR).rate());
                assertThat(shown.table().steps())
                        .as(shown.name())
                        .hasSameSizeAs(shown.row().price().steps());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(2000);
    }

    @Test
    void everyTypeOfAFamilyIsEitherPricedOrNotSoldForAReason() {
        for (Region region : catalog.regions()) {
            for (Family family : catalog.families()) {
                InstancePrices prices = prices(region, family);
                List<String> shown = new ArrayList<>();
                prices.linux().forEach(table -> table.rows()
                        .forEach(row -> shown.add(row.type().id())));
                prices.unsold().forEach(unsold -> shown.addAll(unsold.things()));

                assertThat(shown)
                        .as(region.id() + " " + family.id())
                        .containsExactlyInAnyOrderElementsOf(
                                family.types().stream().map(type -> type.id()).toList());
            }
        }
    }

    @Test
    void everyFigureNamesItsSource() {
        for (Shown shown : everythingShown()) {
            assertThat(shown.row().citations()).as(shown.name()).isNotEmpty();
        }
        for (Region region : catalog.regions()) {
            for (Family family : catalog.families()) {
                assertThat(prices(region, family).citations())
                        .allSatisfy(citation ->
                                assertThat(citation.source().title()).isNotBlank());
            }
        }
    }

    @Test
    void windowsHasATableOfItsOwnOnlyWhereItCostsSomethingElse() {
        assertThat(prices("ap-guangzhou", "S5").windowsPrice()).isEqualTo(WindowsPrice.SAME);
        assertThat(prices("ap-guangzhou", "S5").windows()).isEmpty();
        assertThat(prices("ap-hongkong", "S2").windowsPrice()).isEqualTo(WindowsPrice.OWN);
        assertThat(prices("ap-hongkong", "S2").windows()).isNotEmpty();
        assertThat(prices("ap-hongkong", "S1").withoutWindows()).contains("S1.SMALL1");
    }

    @Test
    void aTypeThatIsSoldPrepaidOnlyStandsAmongTheOthers() {
        List<PriceTable> windows = prices("ap-hongkong", "S1").windows();

        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).rows())
                .filteredOn(row -> !row.isPostpaid())
                .extracting(row -> row.type().id())
                .containsExactly("S1.3XLARGE48");
    }

    @Test
    void whatIsNotSoldIsGatheredByReason() {
        assertThat(prices("ap-guangzhou", "C5").unsold())
                .extracting(Unsold::reason)
                .containsExactly(Unavailability.BY_APPLICATION);
        assertThat(prices("ap-guangzhou", "S5").unsold())
                .extracting(Unsold::reason)
                .containsExactly(Unavailability.WITHDRAWN);
        assertThat(prices("eu-moscow", "S4").unsold())
                .extracting(Unsold::reason)
                .containsExactly(Unavailability.CLOSED);
    }

    private record Shown(Region region, PriceTable table, PriceRow row) {
        String name() {
            return region.id() + " " + row.type().id();
        }
    }

    private List<Shown> everythingShown() {
        return catalog.regions().stream()
                .flatMap(region -> catalog.families().stream().flatMap(family -> prices(region, family).linux().stream()
                        .flatMap(table -> table.rows().stream().map(row -> new Shown(region, table, row)))))
                .toList();
    }

    private QuoteLine quoted(Shown shown, ChargeType chargeType) {
        Zone zone = shown.region().zones().stream()
                .filter(one -> catalog.isSold(one, shown.row().type(), OsType.LINUX, chargeType))
                .findFirst()
                .orElseThrow();
        Family family = catalog.familyOf(shown.row().type());
        String disk = catalog.diskTypes(zone.region(), family, DiskUsage.SYSTEM_DISK, chargeType)
                .get(0)
                .id();
        InstanceSpec spec = new InstanceSpec(
                chargeType,
                chargeType == ChargeType.PREPAID ? 1 : 0,
                zone.id(),
                shown.row().type().id(),
                LINUX_IMAGE,
                new Disk(disk, 50),
                List.of(),
                NetworkType.VPC,
                InternetChargeType.BANDWIDTH,
                0);
        return Pricing.quote(catalog, spec, 1).lines().stream()
                .filter(line -> line.component() == Component.COMPUTE)
                .findFirst()
                .orElseThrow();
    }

    private InstancePrices prices(String region, String family) {
        return prices(Objects.requireNonNull(catalog.region(region)), Objects.requireNonNull(catalog.family(family)));
    }

    private InstancePrices prices(Region region, Family family) {
        return new InstancePriceList(catalog, region, family).prices();
    }
}
