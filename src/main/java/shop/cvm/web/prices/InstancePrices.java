package shop.cvm.web.prices;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the types of one family cost in one region.
 *
 * @param linux tables of the prices with Linux
 * @param windows tables of the prices with Windows, if they are other ones
 * @param windowsPrice how they compare
 * @param withoutWindows types that are sold with Linux only
 * @param unsold types that are not sold in the region
 * @param citations the sources of the figures
 */
record InstancePrices(
        List<PriceTable> linux,
        List<PriceTable> windows,
        WindowsPrice windowsPrice,
        List<String> withoutWindows,
        List<Unsold<String>> unsold,
        List<Citation> citations) {

    InstancePrices {
        linux = List.copyOf(linux);
        windows = List.copyOf(windows);
        withoutWindows = List.copyOf(withoutWindows);
        unsold = List.copyOf(unsold);
        citations = List.copyOf(citations);
    }

    /** How prices with Windows compare with those with Linux. */
    enum WindowsPrice {
        /** The same for every type. */
        SAME,
        /** Others, for some types at least. */
        OWN,
        /** No type of the family is sold with Windows. */
        NONE
    }

    public boolean isEmpty() {
        return linux.isEmpty() && windows.isEmpty();
    }

    public int size() {
        return linux.stream().mapToInt(table -> table.rows().size()).sum();
    }

    /** Whether some hourly prices fall with the time a machine has run. */
    public boolean isStepped() {
        return tables().anyMatch(table -> table.steps().size() > 1);
    }

    public boolean hasEstimates() {
        return tables().flatMap(table -> table.rows().stream()).anyMatch(row -> row.estimate() != Estimate.NONE);
    }

    private Stream<PriceTable> tables() {
        return Stream.concat(linux.stream(), windows.stream());
    }
}
