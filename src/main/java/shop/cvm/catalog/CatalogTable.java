package shop.cvm.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogFile.Column;

/**
 * The rows of one file, read and checked on their own: header, types, allowed values, repeated keys.
 *
 * @param file what it must look like
 * @param rows typed values in the order of the columns, with their lines
 */
record CatalogTable(CatalogFile file, List<Row> rows) {

    /** @param line line of the file, counted from 1 */
    record Row(long line, List<@Nullable Object> values) {}

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    static CatalogTable read(CatalogFile file, byte[] content) {
        try (CSVParser parser = FORMAT.parse(new StringReader(new String(content, StandardCharsets.UTF_8)))) {
            requireColumns(file, parser.getHeaderNames());
            List<Row> rows = new ArrayList<>();
            Set<List<@Nullable Object>> keys = new HashSet<>();
            for (CSVRecord record : parser) {
                long line = parser.getCurrentLineNumber();
                Row row = row(file, record, line);
                if (!keys.add(key(file, row))) {
                    throw new BrokenCatalogFile(file.name(), line, String.join(", ", file.key()), "stands there twice");
                }
                rows.add(row);
            }
            StepCheck.require(file, rows);
            return new CatalogTable(file, List.copyOf(rows));
        } catch (IOException | IllegalArgumentException | IllegalStateException | java.io.UncheckedIOException e) {
            throw new BrokenCatalogFile(file.name(), 1, "", "is not readable as CSV: " + e.getMessage());
        }
    }

    /** All values of one column, as text. */
    Set<String> values(String column) {
        int index = file.indexOf(column);
        return rows.stream().map(row -> String.valueOf(row.values().get(index))).collect(Collectors.toSet());
    }

    private static void requireColumns(CatalogFile file, List<String> header) {
        for (Column column : file.columns()) {
            if (!header.contains(column.name())) {
                throw new BrokenCatalogFile(file.name(), 1, column.name(), "is missing in the header");
            }
        }
    }

    private static Row row(CatalogFile file, CSVRecord record, long line) {
        if (!record.isConsistent()) {
            throw new BrokenCatalogFile(
                    file.name(), line, "", "has " + record.size() + " fields, not as many as the header");
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Column column : file.columns()) {
            values.add(value(file, column, record.get(column.name()).strip(), line));
        }
        return new Row(line, values);
    }

    private static @Nullable Object value(CatalogFile file, Column column, String text, long line) {
        if (text.isEmpty()) {
            if (column.required()) {
                throw new BrokenCatalogFile(file.name(), line, column.name(), "needs a value");
            }
            return null;
        }
        if (!column.allowed().isEmpty() && !column.allowed().contains(text)) {
            throw new BrokenCatalogFile(
                    file.name(),
                    line,
                    column.name(),
                    "\"" + text + "\" is none of "
                            + column.allowed().stream().sorted().toList());
        }
        try {
            return typed(column, text);
        } catch (NumberFormatException | DateTimeException e) {
            throw new BrokenCatalogFile(file.name(), line, column.name(), "\"" + text + "\" is not " + named(column));
        }
    }

    private static Object typed(Column column, String text) {
        return switch (column.kind()) {
            case TEXT -> text;
            case INTEGER -> bounded(column, Integer.parseInt(text));
            case DECIMAL -> bounded(column, new BigDecimal(text));
            case YES_NO -> yesNo(text);
            case DATE -> LocalDate.parse(text);
        };
    }

    private static Integer bounded(Column column, int number) {
        bounded(column, BigDecimal.valueOf(number));
        return number;
    }

    private static BigDecimal bounded(Column column, BigDecimal number) {
        if (!column.bound().allows(number)) {
            throw new NumberFormatException(number.toString());
        }
        return number;
    }

    private static Boolean yesNo(String text) {
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new NumberFormatException(text);
        };
    }

    private static String named(Column column) {
        return switch (column.kind()) {
            case TEXT -> "a text";
            case INTEGER -> "a whole number " + column.bound().words();
            case DECIMAL -> "a number " + column.bound().words();
            case YES_NO -> "yes or no";
            case DATE -> "a date like 2021-09-23";
        };
    }

    private static List<@Nullable Object> key(CatalogFile file, Row row) {
        List<@Nullable Object> key = new ArrayList<>();
        file.key().forEach(column -> key.add(row.values().get(file.indexOf(column))));
        return key;
    }
}
