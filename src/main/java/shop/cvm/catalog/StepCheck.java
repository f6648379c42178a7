package shop.cvm.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogFile.Steps;
import shop.cvm.catalog.CatalogTable.Row;

/**
 * Requires that the steps of a price leave no gap and do not overlap: whatever is bought has exactly one price
 * ({@code domain.md} 4.3 and 6.3).
 */
final class StepCheck {

    private final CatalogFile file;
    private final Steps steps;

    private StepCheck(CatalogFile file, Steps steps) {
        this.file = file;
        this.steps = steps;
    }

    /** @throws BrokenCatalogFile with the first row that does not follow the one before */
    static void require(CatalogFile file, List<Row> rows) {
        Steps steps = file.steps();
        if (steps != null) {
            StepCheck check = new StepCheck(file, steps);
            check.prices(rows).forEach(check::require);
        }
    }

    /** The rows by all of their key but the beginning of the step. */
    private Collection<List<Row>> prices(List<Row> rows) {
        List<String> rest = file.key().stream()
                .filter(column -> !column.equals(steps.from()))
                .toList();
        Map<List<String>, List<Row>> prices = new LinkedHashMap<>();
        for (Row row : rows) {
            List<String> key = rest.stream()
                    .map(column -> String.valueOf(row.values().get(file.indexOf(column))))
                    .toList();
            prices.computeIfAbsent(key, of -> new ArrayList<>()).add(row);
        }
        return prices.values();
    }

    private void require(List<Row> rows) {
        rows.sort(Comparator.comparingInt(this::from));
        Integer end = 0;
        for (int index = 0; index < rows.size(); index++) {
            Row row = rows.get(index);
            if (index == steps.most()) {
                throw broken(row, steps.from(), "begins one step more than the " + steps.most() + " there can be");
            }
            if (end == null || from(row) != end) {
                throw broken(
                        row, steps.from(), "begins at " + from(row) + ", but the step before ends at " + shown(end));
            }
            end = number(row, steps.to());
            if (end != null && end <= from(row)) {
                throw broken(row, steps.to(), "ends at " + end + ", but the step begins at " + from(row));
            }
        }
        if (end != null) {
            throw broken(rows.get(rows.size() - 1), steps.to(), "ends at " + end + ", but no step follows");
        }
    }

    private static String shown(@Nullable Integer end) {
        return end == null ? "no end" : end.toString();
    }

    private int from(Row row) {
        Integer from = number(row, steps.from());
        return from == null ? 0 : from;
    }

    private @Nullable Integer number(Row row, String column) {
        return (Integer) row.values().get(file.indexOf(column));
    }

    private BrokenCatalogFile broken(Row row, String column, String reason) {
        return new BrokenCatalogFile(file.name(), row.line(), column, reason);
    }
}
