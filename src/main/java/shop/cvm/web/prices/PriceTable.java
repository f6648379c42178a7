package shop.cvm.web.prices;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ComputePrice;

/**
 * Types whose prices are made the same way, so that they share the columns of a table.
 *
 * @param brackets a column for each discount; empty if none of them is sold prepaid
 * @param steps a column for each step of the hourly price; empty if none of them is sold postpaid
 * @param rows the types
 */
record PriceTable(List<Bracket> brackets, List<Step> steps, List<PriceRow> rows) {

    PriceTable {
        brackets = List.copyOf(brackets);
        steps = List.copyOf(steps);
        rows = List.copyOf(rows);
    }

    /**
     * Hours in the same configuration.
     *
     * @param from exclusive
     * @param to inclusive; null for no end
     */
    record Step(int from, @Nullable Integer to) {}

    /** Tables for these rows, in their order; a row without monthly or without hourly prices needs no table of its own. */
    static List<PriceTable> of(List<PriceRow> rows) {
        List<PriceTable> tables = new ArrayList<>();
        for (PriceRow row : rows) {
            PriceTable alone = new PriceTable(Bracket.of(row.price().monthFactors()), steps(row.price()), List.of(row));
            tables.stream()
                    .filter(table -> table.fits(alone))
                    .findFirst()
                    .ifPresentOrElse(
                            table -> tables.set(tables.indexOf(table), table.and(alone)), () -> tables.add(alone));
        }
        return List.copyOf(tables);
    }

    private static List<Step> steps(ComputePrice price) {
        return price.steps().stream()
                .map(step -> new Step(step.fromHours(), step.toHours()))
                .toList();
    }

    private boolean fits(PriceTable other) {
        return (!isPrepaid() || !other.isPrepaid() || brackets.equals(other.brackets))
                && (!isPostpaid() || !other.isPostpaid() || steps.equals(other.steps));
    }

    private PriceTable and(PriceTable other) {
        return new PriceTable(
                isPrepaid() ? brackets : other.brackets,
                isPostpaid() ? steps : other.steps,
                Stream.concat(rows.stream(), other.rows.stream()).toList());
    }

    public boolean isPrepaid() {
        return !brackets.isEmpty();
    }

    public boolean isPostpaid() {
        return !steps.isEmpty();
    }

    /** Whether the hourly price stays the same however long a machine runs. */
    public boolean isOneStep() {
        return steps.size() == 1;
    }

    /** Whether the list price needs a column of its own, because every period has a discount. */
    public boolean isAlwaysDiscounted() {
        return isPrepaid() && brackets.stream().noneMatch(Bracket::isFull);
    }

    /** Columns of monthly prices. */
    public int monthColumns() {
        return brackets.size() + (isAlwaysDiscounted() ? 1 : 0);
    }
}
