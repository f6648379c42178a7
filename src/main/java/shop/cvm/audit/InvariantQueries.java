package shop.cvm.audit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invariants that are stated by a query for what breaks them: one statement each, so that it sees one state. */
@Component
public class InvariantQueries {

    private final JdbcClient jdbc;

    InvariantQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An invariant that holds if the query finds nothing.
     *
     * @param name see {@link Invariant}
     * @param breakers a query with one column, {@code what}: the id of each thing that breaks it
     */
    public Invariant none(String name, String breakers) {
        return jdbc.sql("select count(*) as broken, min(what) as example from (" + breakers + ") breakers")
                .query((row, number) -> invariant(name, row.getLong("broken"), row.getString("example")))
                .single();
    }

    private static Invariant invariant(String name, long broken, String example) {
        String detail = broken > 1 ? example + ", … (" + broken + ")" : broken == 1 ? example : "";
        return new Invariant(name, broken == 0, detail);
    }
}
