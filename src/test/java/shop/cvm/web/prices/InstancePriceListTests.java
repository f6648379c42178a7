package shop.cvm.web.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
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
import shop.cvm.money.Cny;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.web.prices.InstancePrices.WindowsPrice;

class InstancePriceListTests {

    private static final String LINUX_IMAGE = "img-487zeit5";
    private static final String WINDOWS_IMAGE = "img-9tzezztj";

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();

    /** A month of a longer period is shown to the cent; what is charged is the whole period, rounded once. */
    @Test
    void everyMonthlyPriceShownIsWhatAQuoteChargesForEveryPeriodThatItIsShownFor() {
        int compared = 0;
        for (Shown shown : everythingShown()) {
            List<Integer> months = new ArrayList<>();
            for (Bracket bracket : shown.row().isPrepaid() ? shown.table().brackets() : List.<Bracket>of()) {
                for (int period : bracket.months()) {
                    QuoteLine line = compute(quoted(shown, ChargeType.PREPAID, period));
                    BigDecimal perMonth = line.unitPrice().multiply(line.discountFactor());
                    assertThat(shown.row().perMonth(bracket)).as(shown.name()).isEqualTo(Cny.round(perMonth));
                    if (period == 1) {
                        assertThat(shown.row().perMonth(bracket))
                                .as(shown.name())
                                .isEqualTo(line.unitAmount());
                        assertThat(shown.row().listPrice()).as(shown.name()).isEqualTo(line.unitListAmount());
                    }
                    months.add(period);
                    compared++;
                }
            }
            if (shown.row().isPrepaid()) {
                assertThat(months)
                        .as(shown.name())
                        .isEqualTo(
                                catalog.periods(shown.region().id(), shown.row().type(), shown.os()));
            }
        }
        assertThat(compared).isGreaterThan(50_000);
    }

    @Test
    void everyHourlyPriceShownIsWhatAQuoteChargesInThatStep() {
        int compared = 0;
        for (Shown shown : everythingShown()) {
            if (shown.row().isPostpaid()) {
                Quote quote = quoted(shown, ChargeType.POSTPAID_BY_HOUR, 0);
                List<ComputePrice.Step> steps = quote.steps();
                assertThat(shown.row().price().steps()).as(shown.name()).isEqualTo(steps);
                assertThat(shown.table().steps())
                        .as(shown.name())
                        .isEqualTo(steps.stream()
                                .map(step -> new PriceTable.Step(step.fromHours(), step.toHours()))
                                .toList());
                assertThat(compute(quote).rate())
                        .as(shown.name())
                        .isEqualTo(steps.get(0).rate());
                compared += steps.size();
            }
        }
        assertThat(compared).isGreaterThan(5000);
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

    private record Shown(Region region, OsType os, PriceTable table, PriceRow row) {
        String name() {
            return region.id() + " " + row.type().id() + " " + os;
        }
    }

    /** Every row, once for each operating system that it is shown for. */
    private List<Shown> everythingShown() {
        List<Shown> all = new ArrayList<>();
        for (Region region : catalog.regions()) {
            for (Family family : catalog.families()) {
                InstancePrices prices = prices(region, family);
                add(all, region, OsType.LINUX, prices.linux());
                boolean same = prices.windowsPrice() == WindowsPrice.SAME;
                add(all, region, OsType.WINDOWS, same ? prices.linux() : prices.windows());
            }
        }
        return all;
    }

    private static void add(List<Shown> all, Region region, OsType os, List<PriceTable> tables) {
        tables.forEach(table -> table.rows().forEach(row -> all.add(new Shown(region, os, table, row))));
    }

    private static QuoteLine compute(Quote quote) {
        return quote.lines().stream()
                .filter(line -> line.component() == Component.COMPUTE)
                .findFirst()
                .orElseThrow();
    }

    private Quote quoted(Shown shown, ChargeType chargeType, int months) {
        Zone zone = shown.region().zones().stream()
                .filter(one -> catalog.isSold(one, shown.row().type(), shown.os(), chargeType))
                .findFirst()
                .orElseThrow();
        Family family = catalog.familyOf(shown.row().type());
        String disk = catalog.diskTypes(zone.region(), family, DiskUsage.SYSTEM_DISK, chargeType)
                .get(0)
                .id();
        InstanceSpec spec = new InstanceSpec(
                chargeType,
                months,
                zone.id(),
                shown.row().type().id(),
                shown.os() == OsType.LINUX ? LINUX_IMAGE : WINDOWS_IMAGE,
                new Disk(disk, 50),
                List.of(),
                NetworkType.VPC,
                InternetChargeType.BANDWIDTH,
                0);
        return Pricing.quote(catalog, spec, 1);
    }

    private InstancePrices prices(String region, String family) {
        return prices(Objects.requireNonNull(catalog.region(region)), Objects.requireNonNull(catalog.family(family)));
    }

    private InstancePrices prices(Region region, Family family) {
        return new InstancePriceList(catalog, region, family).prices();
    }
}
