package shop.cvm.sandbox;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes what has come into the database since the first start, in one transaction. It asks the database for its
 * tables, so that no module needs to know of it; those that depend on others go first.
 */
@Component
class Emptying {

    /** The shop's identity towards the wallets and the tables with one row, which are set back instead. */
    private static final Set<String> KEPT =
            Set.of("flyway_schema_history", "wallet_secret", "shop_clock", "clock_push", "stock");

    private static final String CATALOGUE = "catalog_";

    private final JdbcTemplate jdbc;

    Emptying(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws PushInProgress if the clock is being pushed; it cannot begin to be until this is over */
    @Transactional
    public void empty() {
        if (!"DONE,NONE".contains(jdbc.queryForObject("select state from clock_push for update", String.class))) {
            throw new PushInProgress();
        }
        List<String> tables = jdbc.execute((ConnectionCallback<List<String>>)
                connection -> dependentsFirst(connection.getMetaData(), connection.getSchema()));
        lock(tables);
        tables.forEach(table -> jdbc.update("delete from " + table));
        jdbc.update("update stock set taken = 0 where taken > 0");
        jdbc.update("update clock_push set state = 'NONE', steps = 0");
        jdbc.update("update shop_clock set offset_millis = 0");
    }

    /** Nobody writes until the end, where the database can promise that; H2 refuses the deletion instead. */
    private void lock(List<String> tables) {
        boolean postgres = Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>)
                connection -> connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")));
        if (postgres) {
            jdbc.execute("lock table " + String.join(", ", tables) + ", stock in exclusive mode");
        }
    }

    private static List<String> dependentsFirst(DatabaseMetaData database, String schema) throws SQLException {
        Map<String, Set<String>> dependents = new HashMap<>();
        for (String table : tables(database, schema)) {
            dependents.put(table, dependents(database, schema, table));
        }
        List<String> order = new ArrayList<>();
        new TreeSet<>(dependents.keySet()).forEach(table -> visit(table, dependents, order));
        return order;
    }

    private static void visit(String table, Map<String, Set<String>> dependents, List<String> order) {
        if (order.contains(table) || !dependents.containsKey(table)) {
            return;
        }
        dependents.get(table).stream()
                .filter(dependent -> !dependent.equals(table))
                .forEach(dependent -> visit(dependent, dependents, order));
        order.add(table);
    }

    private static Set<String> tables(DatabaseMetaData database, String schema) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (ResultSet found = database.getTables(null, schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (found.next()) {
                String table = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!KEPT.contains(table) && !table.startsWith(CATALOGUE)) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    private static Set<String> dependents(DatabaseMetaData database, String schema, String table) throws SQLException {
        Set<String> dependents = new TreeSet<>();
        try (ResultSet keys = database.getExportedKeys(null, schema, table)) {
            while (keys.next()) {
                dependents.add(keys.getString("FKTABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return dependents;
    }
}
