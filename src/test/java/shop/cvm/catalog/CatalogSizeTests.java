package shop.cvm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything of the vendor that the files hold is in the catalogue, sold or not, and README says how much of it is. */
class CatalogSizeTests {

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();

    @Test
    void allRegionsZonesFamiliesAndTypesAreThere() {
        assertThat(catalog.regions()).hasSize(23);
        assertThat(zones()).hasSize(64);
        assertThat(catalog.families()).hasSize(67);
        assertThat(types()).hasSize(671);
    }

    @Test
    void readmeSaysHowManyOfThemAreSold() throws IOException {
        List<Zone> sellingZones = zones().stream()
                .filter(zone -> types().stream().anyMatch(type -> isSold(zone, type)))
                .toList();
        long types = types().stream()
                .filter(type -> zones().stream().anyMatch(zone -> isSold(zone, type)))
                .count();
        long regions = sellingZones.stream().map(Zone::region).distinct().count();

        assertThat(Files.readString(Path.of("README.md")))
                .contains("from %d instance types in %d zones of %d regions (of 671, 64 and 23 that are listed)"
                        .formatted(types, sellingZones.size(), regions));
    }

    private boolean isSold(Zone zone, InstanceType type) {
        return Arrays.stream(OsType.values()).anyMatch(os -> Arrays.stream(ChargeType.values())
                .anyMatch(chargeType -> catalog.isSold(zone, type, os, chargeType)));
    }

    private List<Zone> zones() {
        return catalog.regions().stream()
                .flatMap(region -> region.zones().stream())
                .toList();
    }

    private List<InstanceType> types() {
        return catalog.families().stream()
                .flatMap(family -> family.types().stream())
                .toList();
    }
}
