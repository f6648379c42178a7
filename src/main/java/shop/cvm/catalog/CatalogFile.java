package shop.cvm.catalog;

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
 */
record CatalogFile(String name, String table, List<String> key, List<Column> columns) {

    /** What the text of a column is read as. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        YES_NO,
        DATE
    }

    /**
     * A column of a file.
     *
     * @param required whether every row needs a value
     * @param allowed the only values it may have; empty for any
     * @param reference file and column that must hold the value; null for none
     */
    record Column(
            String name,
            Kind kind,
            boolean required,
            Set<String> allowed,
            @Nullable Reference reference) {

        Column optional() {
            return new Column(name, kind, false, allowed, reference);
        }

        Column oneOf(String... values) {
            return new Column(name, kind, required, Set.of(values), reference);
        }

        Column in(String file, String column) {
            return new Column(name, kind, required, allowed, new Reference(file, column));
        }
    }

    record Reference(String file, String column) {}

    static Column text(String name) {
        return new Column(name, Kind.TEXT, true, Set.of(), null);
    }

    static Column integer(String name) {
        return new Column(name, Kind.INTEGER, true, Set.of(), null);
    }

    static Column decimal(String name) {
        return new Column(name, Kind.DECIMAL, true, Set.of(), null);
    }

    static Column yesNo(String name) {
        return new Column(name, Kind.YES_NO, true, Set.of(), null);
    }

    static Column date(String name) {
        return new Column(name, Kind.DATE, true, Set.of(), null);
    }
}
