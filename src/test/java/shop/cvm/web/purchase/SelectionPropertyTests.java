package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.RandomSpecs;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.LoginKind;
import shop.cvm.network.SecurityGroupTemplate;

/** What holds for every selection, shown for very many drawn by a seeded generator. */
@Tag("generator")
class SelectionPropertyTests {

    private static final long SEED = 20_261_123;
    private static final int DRAWS = 20_000;

    private final PurchaseFixture shop = new PurchaseFixture();
    private final CatalogSnapshot catalog = PurchaseFixture.catalog();
    private final RandomSpecs specs = new RandomSpecs(catalog);

    @Test
    void aSelectionThatIsWrittenAndReadAgainIsTheSame() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < DRAWS; i++) {
            Selection selection = selection(random);
            Reading read = shop.selections().read(selection.query());

            assertThat(read.selection()).isEqualTo(selection);
            assertThat(read.changes()).isEmpty();
        }
    }

    @Test
    void theListOfHardwareIsInTheAddressToo() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < DRAWS / 10; i++) {
            Picture picture = shop.picture(selection(random).query() + "&inStock=" + random.nextInt(2) + "&sort="
                    + pick(List.of("vcpu", "type-desc", "month", "hour-desc"), random));
            Map<String, String> written = SelectionQuery.parameters(picture.listing());

            assertThat(Listing.of(new QueryText(SelectionQuery.encoded(written))))
                    .isEqualTo(picture.listing());
        }
    }

    @Test
    void whateverZoneTypeAndBillingMethodAreAskedForSomethingSoldComesOut() {
        catalog.regions().stream().map(Region::zones).flatMap(List::stream).toList().parallelStream()
                .forEach(zone -> Stream.of(ChargeType.values()).forEach(chargeType -> everythingIn(zone, chargeType)));
    }

    private void everythingIn(Zone zone, ChargeType chargeType) {
        for (Family family : catalog.families()) {
            for (InstanceType type : family.types()) {
                String query = "chargeType=" + chargeType + "&zone=" + zone.id() + "&type=" + type.id()
                        + "&imageOs=Windows&period=36&bandwidth=1000&network=BASIC&dataDisks[0].type=CLOUD_TSSD";
                Selection selection = shop.read(query);

                assertThat(catalog.check(selection.spec(), selection.count()))
                        .as(query)
                        .isEmpty();
            }
        }
    }

    private Selection selection(SplittableRandom random) {
        InstanceSpec spec = specs.next(random);
        List<Disk> disks = new ArrayList<>(spec.dataDisks());
        return new Selection(
                spec.chargeType(),
                catalog.zone(spec.zone()).region(),
                spec.zone(),
                spec.instanceType(),
                spec.image(),
                spec.systemDisk(),
                disks,
                spec.networkType(),
                spec.internetChargeType(),
                spec.bandwidthMbps(),
                pick(List.of("", "web-{R:1}", "a&b=c+d%20", "中文 🙂", "\"<'>\\"), random),
                pick(List.of("", "web-{R:1}", "db{R:7,F:2}", "n-{R:1}"), random),
                login(spec, random),
                pick(List.of(SecurityGroupTemplate.values()), random),
                1 + random.nextInt(100),
                spec.isPrepaid() ? spec.months() : 1 + random.nextInt(36),
                random.nextBoolean(),
                random.nextInt(3) == 0 ? 1 + random.nextInt(31) : null);
    }

    private LoginKind login(InstanceSpec spec, SplittableRandom random) {
        boolean windows = catalog.image(spec.image()).osType() == OsType.WINDOWS;
        return pick(windows ? List.of(LoginKind.PASSWORD, LoginKind.RANDOM) : List.of(LoginKind.values()), random);
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
