package shop.cvm.web.prices;

import java.util.List;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.Family;

/**
 * What disks cost in one region.
 *
 * @param rows the disk types that are sold
 * @param discounts what long periods take off a prepaid disk
 * @param unsold disk types that are not sold
 * @param bound local disks that come with certain instance types and are not sold alone
 * @param choosy families that do not take every disk type
 * @param citations the sources of the figures
 */
record DiskPrices(
        List<DiskRow> rows,
        List<Bracket> discounts,
        List<Unsold<DiskType>> unsold,
        List<DiskType> bound,
        List<Choosy> choosy,
        List<Citation> citations) {

    DiskPrices {
        rows = List.copyOf(rows);
        discounts = List.copyOf(discounts);
        unsold = List.copyOf(unsold);
        bound = List.copyOf(bound);
        choosy = List.copyOf(choosy);
        citations = List.copyOf(citations);
    }

    /**
     * A family that takes certain disk types only.
     *
     * @param family the family
     * @param system disk types it starts from
     * @param data disk types it takes besides
     */
    record Choosy(Family family, List<DiskType> system, List<DiskType> data) {}

    /** Size in GB of the disk that is priced as an example. */
    public int exampleGb() {
        return DiskRow.EXAMPLE_GB;
    }

    public boolean hasEstimates() {
        return rows.stream().anyMatch(row -> row.estimate() != Estimate.NONE);
    }
}
