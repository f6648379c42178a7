package shop.cvm.catalog;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Requires that every value fits its column of the database, which would refuse it without naming file and line. */
final class ColumnWidths {

    /**
     * @param characters longest text; 0 if the column holds none
     * @param digits digits of a number, with its decimals
     * @param decimals digits after the point
     */
    private record Width(int characters, int digits, int decimals) {

        @Nullable
        String fault(Object value) {
            if (value instanceof String text && text.length() > characters) {
                return "is longer than " + characters + " characters";
            }
            if (value instanceof BigDecimal number) {
                BigDecimal plain = number.stripTrailingZeros();
                if (plain.precision() - plain.scale() > digits - decimals) {
                    return "\"" + number + "\" has more than " + (digits - decimals) + " digits before the point";
                }
                if (plain.scale() > decimals) {
                    return "\"" + number + "\" has more than " + decimals + " decimals";
                }
            }
            return null;
        }
    }

    private final JdbcTemplate jdbc;

    ColumnWidths(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws BrokenCatalogFile with the first value that is too long */
    void require(CatalogTable table) {
        Map<String, Width> widths = widths(table.file().table());
        List<CatalogFile.Column> columns = table.file().columns();
        for (CatalogTable.Row row : table.rows()) {
            for (int index = 0; index < columns.size(); index++) {
                String column = columns.get(index).name();
                Object value = row.values().get(index);
                Width width = widths.get(column);
                String fault = value == null || width == null ? null : width.fault(value);
                if (fault != null) {
                    throw new BrokenCatalogFile(table.file().name(), row.line(), column, fault);
                }
            }
        }
    }

    private Map<String, Width> widths(String table) {
        Map<String, Width> widths = new HashMap<>();
        jdbc.query(
                """
                select column_name, character_maximum_length, numeric_precision, numeric_scale
                from information_schema.columns where table_schema = current_schema and table_name = ?
                """,
                row -> {
                    widths.put(
                            row.getString("column_name"),
                            new Width(
                                    row.getInt("character_maximum_length"),
                                    row.getInt("numeric_precision"),
                                    row.getInt("numeric_scale")));
                },
                table);
        if (widths.isEmpty()) {
            throw new IllegalStateException("The database does not describe its table " + table);
        }
        return widths;
    }
}
