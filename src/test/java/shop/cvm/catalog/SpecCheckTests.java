package shop.cvm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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

        SpecFault fault = catalog.check(wrong, 1).get(0);

        assertThat(fault.reason()).isEqualTo(Reason.TYPE_NOT_SOLD);
        assertThat(fault.nearest()).isEqualTo("S5.MEDIUM4");
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
                .containsExactly(tuple("image", Reason.IMAGE_ARCHITECTURE, "x86_64", "img-6n21msk1"));
    }

    @Test
    void theImageOfTheVendorsSamplesIsAnAlias() {
        assertThat(catalog.check(Specs.withImage(Specs.prepaid(), "img-pmqg1cw7"), 1))
                .isEmpty();
    }

    @Test
    void theNearestChoiceOfAFaultWorks() {
        RandomSpecs specs = new RandomSpecs(catalog);
        SplittableRandom random = new SplittableRandom(7);
        for (int number = 0; number < 2_000; number++) {
            InstanceSpec spec = specs.next(random);
            int size = random.nextInt(40_000);
            InstanceSpec wrong = Specs.withNetwork(
                    Specs.withDisks(spec, new Disk(spec.systemDisk().type(), size)),
                    spec.internetChargeType(),
                    random.nextInt(3_000));
            Map<String, String> nearest = new HashMap<>();
            catalog.check(wrong, 1).forEach(fault -> nearest.put(fault.field(), fault.nearest()));
            int mended = Integer.parseInt(nearest.getOrDefault("systemDiskSize", String.valueOf(size)));
            int mbps = Integer.parseInt(nearest.getOrDefault("bandwidth", String.valueOf(wrong.bandwidthMbps())));
            InstanceSpec right = Specs.withNetwork(
                    Specs.withDisks(spec, new Disk(spec.systemDisk().type(), mended)), spec.internetChargeType(), mbps);
            assertThat(catalog.check(right, 1)).as("%s", right).isEmpty();
        }
    }
}
