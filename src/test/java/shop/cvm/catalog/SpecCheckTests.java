package shop.cvm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.cvm.catalog.SpecFault.Reason;

class SpecCheckTests {

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();

    @Test
    void whatIsSoldHasNoFault() {
        assertThat(catalog.check(Specs.prepaid(), 1)).isEmpty();
        assertThat(catalog.check(Specs.postpaid(), 100)).isEmpty();
    }

    @Test
    void everyFaultIsNamedAtOnceWithTheNearestChoice() {
        InstanceSpec wrong = new InstanceSpec(
                ChargeType.PREPAID,
                13,
                "ap-guangzhou-3",
                "S5.MEDIUM4",
                "img-none",
                new Disk("CLOUD_PREMIUM", 20),
                List.of(new Disk("CLOUD_SSD", 25), new Disk("CLOUD_BASIC", 100)),
                NetworkType.BASIC,
                InternetChargeType.BANDWIDTH,
                1001);

        assertThat(catalog.check(wrong, 101))
                .extracting(SpecFault::field, SpecFault::reason, SpecFault::value, SpecFault::nearest)
                .containsExactlyInAnyOrder(
                        tuple("image", Reason.UNKNOWN_IMAGE, "img-none", "img-6n21msk1"),
                        tuple("count", Reason.COUNT_RANGE, "101", "100"),
                        tuple("period", Reason.PERIOD_NOT_OFFERED, "13", "12"),
                        tuple("systemDiskSize", Reason.DISK_SIZE, "20", "50"),
                        tuple("dataDisks[0].size", Reason.DISK_SIZE, "25", "30"),
                        tuple("dataDisks[1].type", Reason.DISK_TYPE_NOT_SOLD, "CLOUD_BASIC", "CLOUD_PREMIUM"),
                        tuple("network", Reason.NETWORK_NOT_SOLD, "BASIC", "VPC"),
                        tuple("bandwidth", Reason.BANDWIDTH_RANGE, "1001", "1000"));
    }

    /** The discounts of 2016, which Windows on series 1 in Hong Kong still has, end at twelve months. */
    @ParameterizedTest
    @ValueSource(ints = {24, 36})
    void aPeriodWithoutADiscountOfItsSchemeIsNotOffered(int months) {
        InstanceSpec windows =
                Specs.withImage(Specs.withType(Specs.prepaid(), "ap-hongkong-2", "S1.MEDIUM4"), "img-9tzezztj");

        assertThat(catalog.check(Specs.with(windows, ChargeType.PREPAID, 12), 1))
                .isEmpty();
        assertThat(catalog.check(Specs.with(windows, ChargeType.PREPAID, months), 1))
                .extracting(SpecFault::field, SpecFault::reason, SpecFault::allowed, SpecFault::nearest)
                .containsExactly(
                        tuple("period", Reason.PERIOD_NOT_OFFERED, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12", "12"));
        assertThat(catalog.check(Specs.withImage(Specs.with(windows, ChargeType.PREPAID, months), "img-487zeit5"), 1))
                .isEmpty();
    }

    /** One value for page and API: why it is not sold. Every other rule has none. */
    @Test
    void onlyAZoneOrTypeThatIsNotSoldHasAReasonForIt() {
        InstanceSpec closed = Specs.withType(Specs.prepaid(), "ap-shanghai-1", "S5.MEDIUM4");
        InstanceSpec unpriced = Specs.withType(Specs.prepaid(), "ap-jakarta-1", "S6.MEDIUM4");
        InstanceSpec unknown = Specs.withType(Specs.prepaid(), "ap-shanghai-99", "S99.HUGE");

        assertThat(catalog.check(closed, 1))
                .extracting(SpecFault::unavailability)
                .containsExactly(Unavailability.SOLD_OUT);
        assertThat(catalog.check(unpriced, 1))
                .extracting(SpecFault::unavailability)
                .containsExactly(Unavailability.NO_PRICE);
        assertThat(catalog.check(unknown, 1))
                .extracting(SpecFault::unavailability)
                .containsExactly(null, null);
    }

    @Test
    void aFaultSaysWhatIsAllowed() {
        InstanceSpec wrong = Specs.withDisks(Specs.prepaid(), new Disk("CLOUD_PREMIUM", 501));

        assertThat(catalog.check(wrong, 0)).extracting(SpecFault::allowed).containsExactlyInAnyOrder("50–500", "1–100");
    }

    @Test
    void anUnknownZoneOfAKnownRegionLeadsToAZoneOfThatRegion() {
        InstanceSpec wrong = Specs.withType(Specs.prepaid(), "ap-shanghai-99", "S5.MEDIUM4");

        assertThat(catalog.check(wrong, 1))
                .extracting(SpecFault::field, SpecFault::reason, SpecFault::nearest)
                .containsExactly(tuple("zone", Reason.UNKNOWN_ZONE, "ap-shanghai-2"));
    }

    @Test
    void aClosedZoneLeadsToAnOpenOne() {
        InstanceSpec wrong = Specs.withType(Specs.prepaid(), "ap-shanghai-1", "S5.MEDIUM4");

        assertThat(catalog.check(wrong, 1))
                .extracting(SpecFault::reason, SpecFault::nearest)
                .containsExactly(tuple(Reason.ZONE_NOT_SOLD, "ap-shanghai-2"));
    }

    @Test
    void aTypeNotSoldThereLeadsToTheClosestOneThatIs() {
        InstanceSpec wrong = Specs.withType(Specs.prepaid(), "ap-jakarta-1", "S6.MEDIUM4");

        assertThat(catalog.check(wrong, 1))
                .extracting(SpecFault::field, SpecFault::reason, SpecFault::nearest)
                .containsExactly(tuple("type", Reason.TYPE_NOT_SOLD, "S5.MEDIUM4"));
    }

    /** A zone or type that is not sold hides no other fault: the rest is checked against the nearest one. */
    @Test
    void anUnknownZoneAndTypeHideNoOtherFault() {
        InstanceSpec wrong = new InstanceSpec(
                ChargeType.PREPAID,
                13,
                "ap-shanghai-99",
                "S99.HUGE",
                "img-none",
                new Disk("CLOUD_BASIC", 20),
                List.of(),
                NetworkType.VPC,
                InternetChargeType.BANDWIDTH,
                5_000);

        List<SpecFault> faults = catalog.check(wrong, 1);

        assertThat(faults)
                .extracting(SpecFault::field, SpecFault::reason)
                .containsExactly(
                        tuple("zone", Reason.UNKNOWN_ZONE),
                        tuple("type", Reason.UNKNOWN_TYPE),
                        tuple("image", Reason.UNKNOWN_IMAGE),
                        tuple("period", Reason.PERIOD_NOT_OFFERED),
                        tuple("systemDiskType", Reason.DISK_TYPE_NOT_SOLD),
                        tuple("systemDiskSize", Reason.DISK_SIZE),
                        tuple("bandwidth", Reason.BANDWIDTH_RANGE));
        assertThat(faults).allSatisfy(fault -> assertThat(fault.allowed()).isNotEmpty());
        assertThat(faults.subList(0, 3))
                .allSatisfy(fault -> assertThat(fault.allowed().split(", ")).contains(fault.nearest()));
    }

    @Test
    void twentyDataDisksAreEnough() {
        Disk[] disks = Collections.nCopies(21, new Disk("CLOUD_PREMIUM", 10)).toArray(Disk[]::new);
        InstanceSpec wrong = Specs.withDisks(Specs.prepaid(), new Disk("CLOUD_PREMIUM", 50), disks);

        assertThat(catalog.check(wrong, 1))
                .extracting(SpecFault::field, SpecFault::reason)
                .containsExactly(tuple("dataDisks", Reason.TOO_MANY_DISKS));
    }

    /** No public image is for arm, so the rule is shown with an image made for the test. */
    @Test
    void anImageOfAnotherArchitectureIsRefused() {
        CatalogSnapshot withArm = new CatalogSnapshot(CatalogFixture.contentWith(new Image(
                "img-arm00001", "Ubuntu", OsType.LINUX, "24.04", new Localized("Arm", "Arm"), "arm64", true)));

        assertThat(withArm.check(Specs.withImage(Specs.prepaid(), "img-arm00001"), 1))
                .extracting(SpecFault::field, SpecFault::reason, SpecFault::allowed, SpecFault::nearest)
                .containsExactly(tuple("image", Reason.IMAGE_ARCHITECTURE, "x86_64", "img-mmytdhbn"));
    }

    @Test
    void theImageOfTheVendorsSamplesIsAnAlias() {
        assertThat(catalog.check(Specs.withImage(Specs.prepaid(), "img-pmqg1cw7"), 1))
                .isEmpty();
    }

    @Test
    void theNearestChoicesOfAllFaultsTogetherWork() {
        RandomSpecs specs = new RandomSpecs(catalog);
        BrokenSpecs broken = new BrokenSpecs(catalog);
        SplittableRandom random = new SplittableRandom(7);
        Set<Reason> seen = EnumSet.noneOf(Reason.class);
        for (int number = 0; number < 2_000; number++) {
            InstanceSpec wrong = broken.of(specs.next(random), random);
            List<SpecFault> faults = catalog.check(wrong, 1);
            faults.forEach(fault -> seen.add(fault.reason()));
            InstanceSpec right = BrokenSpecs.mended(wrong, faults);
            assertThat(catalog.check(right, 1))
                    .as("%s, mended from %s", right, wrong)
                    .isEmpty();
        }
        assertThat(seen).containsAll(EnumSet.complementOf(EnumSet.of(Reason.COUNT_RANGE, Reason.IMAGE_ARCHITECTURE)));
    }
}
