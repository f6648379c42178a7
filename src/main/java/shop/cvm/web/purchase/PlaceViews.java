package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;

/** Section 2: regions by part of the world, and the zones of the chosen one. */
record PlaceViews(Picture picture, Words words) {

    /**
     * @param name of a part of the world
     * @param regions that are sold there
     * @param closed one sentence for each reason why others are not
     */
    record Area(String name, List<Option> regions, List<String> closed) {}

    List<Area> areas() {
        Map<String, List<Region>> byArea = new LinkedHashMap<>();
        for (Region region : picture.shelf().catalog().regions()) {
            byArea.computeIfAbsent(region.area(), area -> new ArrayList<>()).add(region);
        }
        return byArea.entrySet().stream()
                .map(area -> new Area(
                        words.of("purchase.area." + area.getKey()), sold(area.getValue()), closed(area.getValue())))
                .toList();
    }

    private List<Option> sold(List<Region> regions) {
        return regions.stream()
                .filter(Region::isSold)
                .map(region -> Option.open(
                        region.id(),
                        words.in(region.city()),
                        region.id(),
                        region.id().equals(picture.selection().region())))
                .toList();
    }

    private List<String> closed(List<Region> regions) {
        Map<Unavailability, List<String>> names = new LinkedHashMap<>();
        for (Region region : regions) {
            Unavailability reason = region.unavailability();
            if (reason != null) {
                names.computeIfAbsent(reason, key -> new ArrayList<>()).add(words.in(region.city()));
            }
        }
        return names.entrySet().stream()
                .map(entry -> words.of(
                        "purchase.region." + entry.getKey(),
                        entry.getValue().stream().collect(Collectors.joining(words.of("purchase.separator")))))
                .toList();
    }

    List<Option> zones() {
        return picture.shelf().region().zones().stream().map(this::zone).toList();
    }

    private Option zone(Zone zone) {
        String name = words.of("purchase.zone", zone.number());
        Unavailability reason = zone.unavailability();
        return reason == null
                ? Option.open(
                        zone.id(),
                        name,
                        words.of("purchase.zone.open"),
                        zone.id().equals(picture.selection().zone()))
                : Option.closed(zone.id(), name, "", reason, words);
    }
}
