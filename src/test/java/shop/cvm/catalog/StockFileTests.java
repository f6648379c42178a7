package shop.cvm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/**
 * Holds {@code stock.csv} to the rule that the catalogue's README gives for it. The rule is written out here once more,
 * so that the file cannot drift away from it unseen.
 */
class StockFileTests {

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();

    @Test
    void theFileHoldsWhatItsRuleSays() {
        List<String> expected = new ArrayList<>(List.of("zone_id,instance_type,capacity"));
        for (Region region : catalog.regions()) {
            for (Zone zone : region.zones()) {
                if (region.isSold() && zone.isSold()) {
                    types(region)
                            .forEach(type -> expected.add(zone.id() + "," + type.id() + "," + capacity(zone, type)));
                }
            }
        }

        assertThat(lines()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<InstanceType> types(Region region) {
        return catalog.families().stream()
                .flatMap(family -> family.types().stream())
                .filter(type -> type.unavailability() == null)
                .filter(type -> List.of(OsType.values()).stream()
                        .anyMatch(os -> catalog.computePrice(region.id(), type.id(), os) != null))
                .toList();
    }

    private static int capacity(Zone zone, InstanceType type) {
        long hash = hash(zone.id() + "|" + type.id());
        long draw = hash % 100;
        if (draw < 5) {
            return 0;
        }
        if (draw < 11) {
            return (int) (1 + hash / 100 % 5);
        }
        return draw < 20 ? (int) (6 + hash / 100 % 14) : plenty(type);
    }

    private static int plenty(InstanceType type) {
        int plenty =
                type.vcpu() <= 4 ? 400 : type.vcpu() <= 16 ? 160 : type.vcpu() <= 48 ? 60 : type.vcpu() <= 96 ? 24 : 8;
        return type.gpuCount().signum() == 0 ? plenty : Math.max(plenty / 8, 4);
    }

    private static long hash(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static List<String> lines() {
        try {
            return new ClassPathResource("catalog/stock.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
