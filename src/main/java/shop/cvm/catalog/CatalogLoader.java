package shop.cvm.catalog;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.catalog.CatalogFile.Column;
import shop.cvm.catalog.CatalogFile.Reference;
import shop.cvm.time.ShopClock;

/**
 * Takes a set of CSV files over into the database: all of it or nothing. The same set twice changes nothing; what is
 * sold of a zone's stock survives a new set.
 */
@Component
class CatalogLoader {

    private record Content(CatalogFile file, byte[] bytes) {}

    private static final Logger log = LoggerFactory.getLogger(CatalogLoader.class);

    private final JdbcTemplate jdbc;
    private final ResourceLoader resources;
    private final ShopClock clock;

    CatalogLoader(JdbcTemplate jdbc, ResourceLoader resources, ShopClock clock) {
        this.jdbc = jdbc;
        this.resources = resources;
        this.clock = clock;
    }

    /**
     * Takes the files over if they are due by the setting.
     *
     * @throws BrokenCatalogFile with file, line, column and reason if one cannot be taken over
     */
    @Transactional
    public void load(String location, CatalogSettings.Load when) {
        String loaded = jdbc.queryForObject("select digest from catalog_version for update", String.class);
        if (!"".equals(loaded) && when == CatalogSettings.Load.FIRST_START) {
            return;
        }
        List<Content> contents = contents(location);
        String digest = digest(contents);
        if (digest.equals(loaded)) {
            return;
        }
        List<CatalogTable> tables = tables(contents);
        tables.forEach(new ColumnWidths(jdbc)::require);
        clear();
        for (CatalogTable table : tables) {
            if (table.file() == CatalogFiles.STOCK) {
                mergeStock(table);
            } else {
                insert(table);
            }
        }
        remember(digest);
        log.info("Catalogue loaded from {}", location);
    }

    private List<Content> contents(String location) {
        return filesAndStock().stream().map(file -> content(file, location)).toList();
    }

    private Content content(CatalogFile file, String location) {
        try {
            return new Content(
                    file, resources.getResource(location + file.name() + ".csv").getContentAsByteArray());
        } catch (IOException e) {
            throw new BrokenCatalogFile(file.name(), 1, "", "cannot be read from " + location);
        }
    }

    private static List<CatalogTable> tables(List<Content> contents) {
        List<CatalogTable> tables = contents.stream()
                .map(content -> CatalogTable.read(content.file(), content.bytes()))
                .toList();
        tables.forEach(table -> requireReferences(table, tables));
        return tables;
    }

    private static List<CatalogFile> filesAndStock() {
        List<CatalogFile> files = new ArrayList<>(CatalogFiles.ALL);
        files.add(CatalogFiles.STOCK);
        return files;
    }

    private static void requireReferences(CatalogTable table, List<CatalogTable> tables) {
        List<Column> columns = table.file().columns();
        for (int index = 0; index < columns.size(); index++) {
            Reference reference = columns.get(index).reference();
            if (reference != null) {
                requireReference(table, index, reference, known(reference, tables));
            }
        }
    }

    private static Set<String> known(Reference reference, List<CatalogTable> tables) {
        return tables.stream()
                .filter(table -> table.file().name().equals(reference.file()))
                .flatMap(table -> table.values(reference.column()).stream())
                .collect(Collectors.toSet());
    }

    private static void requireReference(CatalogTable table, int index, Reference reference, Set<String> known) {
        for (CatalogTable.Row row : table.rows()) {
            Object value = row.values().get(index);
            if (value != null && !known.contains(value.toString())) {
                throw new BrokenCatalogFile(
                        table.file().name(),
                        row.line(),
                        table.file().columns().get(index).name(),
                        "\"" + value + "\" does not stand in " + reference.file() + ".csv");
            }
        }
    }

    private void clear() {
        List<CatalogFile> files = new ArrayList<>(CatalogFiles.ALL);
        Collections.reverse(files);
        files.forEach(file -> jdbc.update("delete from " + file.table()));
    }

    private void insert(CatalogTable table) {
        List<String> columns = table.file().columns().stream().map(Column::name).toList();
        String sql = "insert into " + table.file().table() + " (" + String.join(", ", columns) + ", position) values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ", ?)";
        List<Object[]> rows = new ArrayList<>();
        for (CatalogTable.Row row : table.rows()) {
            List<Object> values = new ArrayList<>(row.values());
            values.add(rows.size());
            rows.add(values.toArray());
        }
        jdbc.batchUpdate(sql, rows);
    }

    /** New capacity for every row of the file; what has left it sells nothing more but keeps what is taken. */
    private void mergeStock(CatalogTable table) {
        jdbc.update("update stock set capacity = 0, taken_before = taken");
        List<Object[]> rows =
                table.rows().stream().map(row -> row.values().toArray()).toList();
        jdbc.batchUpdate(
                "insert into stock (zone_id, instance_type, capacity) values (?, ?, ?) on conflict do nothing", rows);
        jdbc.batchUpdate(
                "update stock set capacity = ? where zone_id = ? and instance_type = ?",
                rows.stream().map(row -> new Object[] {row[2], row[0], row[1]}).toList());
    }

    private void remember(String digest) {
        jdbc.update(
                "update catalog_version set version = version + 1, digest = ?, loaded_at = ?",
                digest,
                Timestamp.from(clock.now()));
    }

    private static String digest(List<Content> contents) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            contents.forEach(content -> sha.update(content.bytes()));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
