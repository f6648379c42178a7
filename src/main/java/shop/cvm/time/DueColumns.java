package shop.cvm.time;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Something that is due by columns of the database. */
record DueColumns(DueTimes times, String name, int rank, LongSupplier work, List<String> queries) implements Due {

    @Override
    public Optional<Instant> next(Instant after) {
        return queries.stream()
                .flatMap(query -> times.first(query, after).stream())
                .min(Instant::compareTo);
    }

    @Override
    public long run() {
        return work.getAsLong();
    }
}
