package shop.cvm.work;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes rows that mean nothing any more: some at a time, each time in a transaction of its own, and never one that
 * somebody else holds, so that nodes that tidy up at the same moment share the work and nobody waits for them.
 */
@Component
public class Leftovers {

    private static final int BATCH = 500;

    /** After that many at a time the rest is left to the next one who asks. */
    private static final int MOST_BATCHES = 200;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Stopping stopping;

    Leftovers(JdbcClient jdbc, TransactionOperations transaction, Stopping stopping) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.stopping = stopping;
    }

    /**
     * Deletes the rows of a table that are over, with what depends on them.
     *
     * @param table and the following are parts of statements, never anything that came from outside
     * @param key the column that identifies a row; a text
     * @param over which rows are over, as a condition with the parameter {@code :time}
     * @param time what the condition compares with
     * @return how many are gone
     */
    public int remove(String table, String key, String over, Object time) {
        int removed = 0;
        int batch = BATCH;
        for (int batches = 0; batch == BATCH && batches < MOST_BATCHES && !stopping.isStopping(); batches++) {
            batch = transaction.execute(status -> removeSome(table, key, over, time));
            removed += batch;
        }
        return removed;
    }

    private int removeSome(String table, String key, String over, Object time) {
        List<String> found = jdbc.sql(
                        "select %s from %s where (%s) limit :most for update skip locked".formatted(key, table, over))
                .param("time", time)
                .param("most", BATCH)
                .query(String.class)
                .list();
        if (!found.isEmpty()) {
            jdbc.sql("delete from %s where %s in (:keys) and (%s)".formatted(table, key, over))
                    .param("time", time)
                    .param("keys", found)
                    .update();
        }
        return found.size();
    }
}
