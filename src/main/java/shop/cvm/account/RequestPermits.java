package shop.cvm.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.work.Leftovers;

/**
 * What an account may ask of the cloud API within one second, shared by all nodes: each takes some permits at a time and
 * counts these by itself. Seconds are those of the database's clock, so that nodes with skewed clocks share the same.
 */
@Component
public class RequestPermits {

    private static final String NOW = "cast(floor(extract(epoch from current_timestamp)) as bigint)";

    private static final Duration LONG_OVER = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Leftovers leftovers;

    RequestPermits(JdbcClient jdbc, TransactionOperations transaction, Leftovers leftovers) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leftovers = leftovers;
    }

    /**
     * Takes permits of the running second.
     *
     * @param subject whose, and what for; at most 160 characters
     * @param wanted how many, 1 or more
     * @param limit how many all nodes together can have of this subject within a second
     * @return how many there were left of those that were wanted; 0 if none
     */
    public int take(String subject, int wanted, int limit) {
        return requireNonNull(transaction.execute(status -> {
            if (!isTaken(subject, wanted, limit)) {
                insert(subject);
                if (!isTaken(subject, wanted, limit)) {
                    return 0;
                }
            }
            return wanted - Math.max(taken(subject) - limit, 0);
        }));
    }

    /** The last ones may be fewer than are wanted; whoever takes them sees that, because the row is locked until then. */
    private boolean isTaken(String subject, int wanted, int limit) {
        return jdbc.sql("""
                        update request_permits
                        set taken = case when at_second < %1$s then :wanted else taken + :wanted end,
                            at_second = case when at_second < %1$s then %1$s else at_second end
                        where subject = :subject and (at_second < %1$s or taken < :limit)
                        """.formatted(NOW))
                        .param("subject", subject)
                        .param("wanted", wanted)
                        .param("limit", limit)
                        .update()
                == 1;
    }

    private void insert(String subject) {
        jdbc.sql("insert into request_permits (subject, at_second, taken) values (?, 0, 0) on conflict do nothing")
                .param(subject)
                .update();
    }

    private int taken(String subject) {
        return jdbc.sql("select taken from request_permits where subject = ?")
                .param(subject)
                .query(Integer.class)
                .single();
    }

    /** Removes what means nothing any more. */
    int purge() {
        return leftovers.remove("request_permits", "subject", "at_second < " + NOW + " - :time", LONG_OVER.toSeconds());
    }
}
