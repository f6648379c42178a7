package shop.cvm.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one file of the catalogue must look like, and the table it fills. Columns of the file that are not named here
 * are evidence for people and are not read.
 *
 * @param name file name without ".csv"
 * @param table database table with a column of the same name for each column here
 * @param key columns whose values together occur once
 * @param columns columns the shop reads
 * @param steps the columns in which rows that have the rest of the key in common follow one another; null if they do
 *     not
 */
record CatalogFile(
        String name,
        String table,
        List<String> key,
        List<Column> columns,
        @Nullable Steps steps) {

    /**
     * Rows that divide a quantity into steps without a gap, from zero to an open end.
     *
     * @param from column of the beginning of a step, exclusive; empty means 0
     * @param to column of its end, inclusive; empty for no end
     * @param most how many steps there can be
     */
    record Steps(String from, String to, int most) {}

    /** What the text of a column is read as. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        YES_NO,
        DATE
    }

    /** How small or large a number may be. */
    enum Bound {
        NOT_NEGATIVE("of zero or more"),
        POSITIVE("above zero"),
        FACTOR("above zero and of at most one");

        private final String words;

        Bound(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean allows(BigDecimal number) {
            return switch (this) {
                case NOT_NEGATIVE -> number.signum() >= 0;
                case POSITIVE -> number.signum() > 0;
                case FACTOR -> number.signum() > 0 && number.compareTo(BigDecimal.ONE) <= 0;
            };
        }
    }

    /**
     * A column of a file.
     *
     * @param required whether every row needs a value
     * @param allowed the only values it may have; empty for any
     * @param reference file and column that must hold the value; null for none
     * @param bound what a number must keep
     */
    record Column(
            String name,
            Kind kind,
            boolean required,
            Set<String> allowed,
            @Nullable Reference reference,
            Bound bound) {

        Column optional() {
            return new Column(name, kind, false, allowed, reference, bound);
        }

        Column oneOf(String... values) {
            return new Column(name, kind, required, Set.of(values), reference, bound);
        }

        Column in(String file, String column) {
            return new Column(name, kind, required, allowed, new Reference(file, column), bound);
        }

        Column positive() {
            return new Column(name, kind, required, allowed, reference, Bound.POSITIVE);
        }

        Column factor() {
            return new Column(name, kind, required, allowed, reference, Bound.FACTOR);
        }
    }

    record Reference(String file, String column) {}

    CatalogFile stepped(String from, String to, int most) {
        return new CatalogFile(name, table, key, columns, new Steps(from, to, most));
    }

    int indexOf(String column) {
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index).name().equals(column)) {
                return index;
            }
        }
        throw new IllegalArgumentException("No column " + column + " in " + name);
    }

    static Column text(String name) {
        return new Column(name, Kind.TEXT, true, Set.of(), null, Bound.NOT_NEGATIVE);
    }

    static Column integer(String name) {
        return new Column(name, Kind.INTEGER, true, Set.of(), null, Bound.NOT_NEGATIVE);
    }

    static Column decimal(String name) {
        return new Column(name, Kind.DECIMAL, true, Set.of(), null, Bound.NOT_NEGATIVE);
    }

    static Column yesNo(String name) {
        return new Column(name, Kind.YES_NO, true, Set.of(), null, Bound.NOT_NEGATIVE);
    }

    static Column date(String name) {
        return new Column(name, Kind.DATE, true, Set.of(), null, Bound.NOT_NEGATIVE);
    }
}
