package shop.cvm.catalog;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many machines of a type a zone can still sell. Selling is one conditional update, so two buyers never get the
 * last machine both; pages read levels from a cache of at most five seconds.
 */
@Service
public class Stock {

    private final JdbcClient jdbc;
    private final StockCache cache;

    Stock(JdbcClient jdbc, StockCache cache) {
        this.jdbc = jdbc;
        this.cache = cache;
    }

    /** Free machines of every type the zone sells, by instance type; up to five seconds old. */
    public Map<String, Integer> free(String zone) {
        return cache.free(zone);
    }

    /** Free machines of this type at this moment. */
    @Transactional(readOnly = true)
    public int freeNow(String zone, String instanceType) {
        return jdbc.sql("select capacity - taken from stock where zone_id = ? and instance_type = ?")
                .params(zone, instanceType)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** The class of what is free of this type, up to five seconds old. */
    public StockLevel level(String zone, String instanceType) {
        return StockLevel.of(cache.free(zone).getOrDefault(instanceType, 0));
    }

    /**
     * Takes machines out of stock as part of the caller's transaction; called last, because its row is the hottest.
     *
     * @throws SoldOut if fewer are free
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(String zone, String instanceType, int count) {
        int updated = jdbc.sql("""
                        update stock set taken = taken + :count
                        where zone_id = :zone and instance_type = :type and capacity - taken >= :count
                        """)
                .param("count", count)
                .param("zone", zone)
                .param("type", instanceType)
                .update();
        if (updated == 0) {
            throw new SoldOut(zone, instanceType, count);
        }
    }

    /** Gives machines back to stock as part of the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(String zone, String instanceType, int count) {
        jdbc.sql("update stock set taken = taken - :count where zone_id = :zone and instance_type = :type")
                .param("count", count)
                .param("zone", zone)
                .param("type", instanceType)
                .update();
    }
}
