package shop.cvm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Why something is not sold: one answer for the page, the price lists and whoever asks the catalogue. */
class AssortmentTests {

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();
    private final Zone zone = Objects.requireNonNull(catalog.zone("ap-guangzhou-3"));

    /** No public image is for arm, and SR1 is the family with arm processors. */
    @Test
    void aTypeThatNoPublicImageStartsOnIsSoldByApplication() {
        Family arm = Objects.requireNonNull(catalog.family("SR1"));
        InstanceType type = arm.types().get(0);

        assertThat(catalog.unavailability(zone, type, OsType.LINUX, ChargeType.PREPAID))
                .isEqualTo(Unavailability.BY_APPLICATION);
        assertThat(stocked(500).reason(type.id())).isEqualTo(Unavailability.BY_APPLICATION);
        assertThat(stocked(500).reason(arm)).isEqualTo(Unavailability.BY_APPLICATION);
    }

    @Test
    void withAnImageForItItIsMissingAPriceOnly() {
        CatalogSnapshot withArm = new CatalogSnapshot(CatalogFixture.contentWith(new Image(
                "img-arm00001", "Ubuntu", OsType.LINUX, "24.04", new Localized("Arm", "Arm"), "arm64", true)));
        InstanceType type =
                Objects.requireNonNull(withArm.family("SR1")).types().get(0);

        assertThat(withArm.unavailability(zone, type, OsType.LINUX, ChargeType.PREPAID))
                .isEqualTo(Unavailability.NO_PRICE);
        assertThat(withArm.unavailability(zone, type, OsType.WINDOWS, ChargeType.PREPAID))
                .isEqualTo(Unavailability.BY_APPLICATION);
    }

    @Test
    void whatIsNotInStockIsSoldOut() {
        assertThat(stocked(1).reason("S5.MEDIUM4")).isNull();
        assertThat(stocked(1).free("S5.MEDIUM4")).isEqualTo(1);
        assertThat(stocked(0).reason("S5.MEDIUM4")).isEqualTo(Unavailability.SOLD_OUT);
        assertThat(stocked(0).sellsAnything()).isFalse();
    }

    /** Whatever the price lists or an order say of a type, the purchase page says too, but for the stock. */
    @Test
    void everyTypeHasTheReasonOfTheCatalogue() {
        Assortment all = stocked(1);
        for (Family family : catalog.families()) {
            for (InstanceType type : family.types()) {
                boolean windows = catalog.isSold(zone, type, OsType.WINDOWS, ChargeType.PREPAID);
                assertThat(all.reason(type.id()))
                        .as(type.id())
                        .isEqualTo(
                                windows ? null : catalog.unavailability(zone, type, OsType.LINUX, ChargeType.PREPAID));
            }
        }
    }

    private Assortment stocked(int machines) {
        Map<String, Integer> free = new HashMap<>();
        catalog.families().forEach(family -> family.types().forEach(type -> free.put(type.id(), machines)));
        return Assortment.of(catalog, zone, ChargeType.PREPAID, free);
    }
}
