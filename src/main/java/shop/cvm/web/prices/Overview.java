package shop.cvm.web.prices;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Localized;

/**
 * All families in one region at a glance, and the unit prices of disks and network.
 *
 * @param offers the families that are sold, in the order of the catalogue
 * @param unsold the others
 * @param disks what disks cost
 * @param network what the public network costs
 * @param citations the sources of all figures
 */
record Overview(
        List<FamilyOffer> offers,
        List<Unsold<Family>> unsold,
        DiskPrices disks,
        NetworkPrices network,
        List<Citation> citations) {

    Overview {
        offers = List.copyOf(offers);
        unsold = List.copyOf(unsold);
        citations = List.copyOf(citations);
    }

    /** The families by what they are good for. */
    public Map<Localized, List<FamilyOffer>> byCategory() {
        return offers.stream()
                .collect(Collectors.groupingBy(
                        offer -> offer.family().categoryName(), LinkedHashMap::new, Collectors.toList()));
    }

    public int size() {
        return offers.stream().mapToInt(FamilyOffer::size).sum();
    }

    public boolean hasEstimates() {
        return offers.stream().anyMatch(offer -> offer.estimate() != Estimate.NONE)
                || disks.hasEstimates()
                || network.hasEstimates();
    }
}
