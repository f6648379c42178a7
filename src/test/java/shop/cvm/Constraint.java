package shop.cvm;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A rule of the database that a test takes away for a moment, to see what else would notice. Its table is the test's
 * alone meanwhile: H2 ends a transaction by such a statement.
 *
 * @param table that has it
 * @param name of the rule
 * @param rule as the Flyway scripts state it
 */
public record Constraint(String table, String name, String rule) {

    /** Runs this without the rule; it must leave data that keeps it. */
    public void without(JdbcClient jdbc, Runnable test) {
        jdbc.sql("alter table " + table + " drop constraint " + name).update();
        try {
            test.run();
        } finally {
            jdbc.sql("alter table " + table + " add constraint " + name + " " + rule)
                    .update();
        }
    }
}
