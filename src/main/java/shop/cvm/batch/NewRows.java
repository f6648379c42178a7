package shop.cvm.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * New rows of several tables that belong together. Few of them go to the database in one round trip, as statements in a
 * row; many as one batch for each table.
 */
public final class NewRows {

    /** More rows than that make a statement longer than it is worth. */
    private static final int FEW = 16;

    private final Map<String, List<@Nullable Object[]>> inserts = new LinkedHashMap<>();

    /**
     * Adds a row. Rows of the same statement go together, and the statements in the sequence in which they came first.
     *
     * @param insert a statement that inserts one row
     * @param values what stands for its question marks: texts, numbers, times with an offset, or null
     */
    public void add(String insert, @Nullable Object... values) {
        inserts.computeIfAbsent(insert, none -> new ArrayList<>()).add(values);
    }

    /** Writes all of them, in the running transaction. */
    public void write(JdbcTemplate jdbc) {
        int rows = inserts.values().stream().mapToInt(List::size).sum();
        if (rows > FEW) {
            inserts.forEach(jdbc::batchUpdate);
        } else if (rows > 0) {
            writeAtOnce(jdbc);
        }
    }

    private void writeAtOnce(JdbcTemplate jdbc) {
        List<String> statements = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        inserts.forEach((insert, rows) -> rows.forEach(row -> {
            statements.add(insert);
            Collections.addAll(values, row);
        }));
        jdbc.update(String.join(";\n", statements), values.toArray());
    }
}
