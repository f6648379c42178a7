package shop.cvm.api;

import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;

/** Regions and zones as the API tells them; several products do. */
@Component
class Places {

    private static final String AVAILABLE = "AVAILABLE";
    private static final String UNAVAILABLE = "UNAVAILABLE";

    private final Catalog catalog;

    Places(Catalog catalog) {
        this.catalog = catalog;
    }

    record RegionInfo(String region, String regionName, String regionState) {}

    record ZoneInfo(String zone, String zoneName, String zoneId, String zoneState) {}

    record Regions(int totalCount, List<RegionInfo> regionSet) {}

    record Zones(int totalCount, List<ZoneInfo> zoneSet) {}

    Regions regions(Locale language) {
        List<RegionInfo> regions = catalog.snapshot().regions().stream()
                .map(region -> new RegionInfo(region.id(), region.name().in(language), state(region.isSold())))
                .toList();
        return new Regions(regions.size(), regions);
    }

    Zones zones(Region region, Locale language) {
        return zones(region.zones(), language);
    }

    /** Of all regions. */
    Zones zones(Locale language) {
        List<Zone> zones = catalog.snapshot().regions().stream()
                .flatMap(region -> region.zones().stream())
                .toList();
        return zones(zones, language);
    }

    private Zones zones(List<Zone> zones, Locale language) {
        List<ZoneInfo> told = zones.stream().map(zone -> zone(zone, language)).toList();
        return new Zones(told.size(), told);
    }

    private ZoneInfo zone(Zone zone, Locale language) {
        boolean sold = zone.isSold() && catalog.snapshot().regionOf(zone).isSold();
        return new ZoneInfo(zone.id(), zone.name().in(language), Integer.toString(zone.numericId()), state(sold));
    }

    private static String state(boolean sold) {
        return sold ? AVAILABLE : UNAVAILABLE;
    }
}
