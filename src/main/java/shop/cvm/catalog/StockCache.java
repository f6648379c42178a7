package shop.cvm.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Free machines by zone and type as read at most five seconds ago. */
@Component
class StockCache {

    private static final long MAX_AGE_NANOS = Duration.ofSeconds(5).toNanos();

    private record Reading(Map<String, Integer> free, long readAt) {
        boolean isFresh() {
            return System.nanoTime() - readAt < MAX_AGE_NANOS;
        }
    }

    private final JdbcClient jdbc;
    private final ConcurrentHashMap<String, Reading> readings = new ConcurrentHashMap<>();

    StockCache(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Integer> free(String zone) {
        Reading reading = readings.get(zone);
        if (reading == null || !reading.isFresh()) {
            reading = new Reading(read(zone), System.nanoTime());
            readings.put(zone, reading);
        }
        return reading.free();
    }

    private Map<String, Integer> read(String zone) {
        Map<String, Integer> free = new HashMap<>();
        jdbc.sql("select instance_type, capacity - taken as free from stock where zone_id = ?")
                .param(zone)
                .query(row -> {
                    free.put(row.getString("instance_type"), row.getInt("free"));
                });
        return Map.copyOf(free);
    }
}
