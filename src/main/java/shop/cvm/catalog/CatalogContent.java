package shop.cvm.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a snapshot is made of.
 *
 * @param version counts the file sets taken over
 * @param diskFactors what a period leaves of the price of a cloud disk, by months
 * @param prices price book by region
 * @param zoneTypes ids of the types sold in each zone
 * @param familyDisks for families bound to certain disk types: those, by use
 */
record CatalogContent(
        long version,
        List<Region> regions,
        List<Family> families,
        List<Image> images,
        Map<String, String> imageAliases,
        List<DiskType> diskTypes,
        Map<Integer, BigDecimal> diskFactors,
        Map<String, RegionPrices> prices,
        Map<String, Set<String>> zoneTypes,
        Map<String, Map<DiskUsage, Set<String>>> familyDisks,
        List<BandwidthCap> bandwidthCaps,
        Map<String, Source> sources) {

    CatalogContent {
        regions = List.copyOf(regions);
        families = List.copyOf(families);
        images = List.copyOf(images);
        imageAliases = Map.copyOf(imageAliases);
        diskTypes = List.copyOf(diskTypes);
        diskFactors = Map.copyOf(diskFactors);
        prices = Map.copyOf(prices);
        zoneTypes = Map.copyOf(zoneTypes);
        familyDisks = Map.copyOf(familyDisks);
        bandwidthCaps = List.copyOf(bandwidthCaps);
        sources = Map.copyOf(sources);
    }
}
