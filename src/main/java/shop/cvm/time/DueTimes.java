package shop.cvm.time;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes a {@link Due} of what has its due time in a column. */
@Component
public class DueTimes {

    private final JdbcClient jdbc;

    DueTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What becomes due where queries say so.
     *
     * @param name see {@link Due#name}
     * @param rank see {@link Due#rank}
     * @param run see {@link Due#run}
     * @param queries the earliest they find counts; each gives one row with one time stamp or null, and has one
     *     parameter: the instant that it must be after
     */
    public Due due(String name, int rank, LongSupplier run, String... queries) {
        return new DueColumns(this, name, rank, run, List.of(queries));
    }

    /** An {@code OffsetDateTime}, because a {@code Timestamp} would lose the hour that is repeated in autumn. */
    Optional<Instant> first(String query, Instant after) {
        return jdbc.sql(query)
                .param(after.atOffset(ZoneOffset.UTC))
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }
}
