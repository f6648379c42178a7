package shop.cvm.instance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.network.Cidr;

/**
 * The addresses that simulated machines get. Every pool counts upwards in a row that is locked while somebody takes
 * from it; when it has counted to the end, addresses of destroyed machines come back.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class AddressPools {

    /** The pool of public addresses; it comes before every subnet in the sequence of locks. */
    static final String PUBLIC = "public";

    /** A subnet's network and gateway are nobody's. */
    private static final int FIRST_PRIVATE = 2;

    private static final int FIRST_PUBLIC = 1;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    AddressPools(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
    }

    /**
     * Opens pools for taking from them. Nobody else takes from any of them until the transaction ends; everybody opens
     * all they need at once and in the same sequence, so that nobody waits in a circle.
     *
     * @param ranges what each pool gives addresses of, by name
     */
    Map<String, AddressPool> open(Map<String, Cidr> ranges) {
        SortedMap<String, Cidr> sorted = new TreeMap<>(ranges);
        List<String> names = List.copyOf(sorted.keySet());
        List<String> locked = lock(names);
        if (locked.size() < names.size()) {
            create(names);
            lock(names);
        }
        Map<String, Long> numbers = numbers(names);
        Map<String, AddressPool> pools = new HashMap<>();
        sorted.forEach((name, cidr) ->
                pools.put(name, new AddressPool(name, cidr, first(name), numbers.getOrDefault(name, 0L), used(name))));
        return pools;
    }

    /** Remembers how far they have counted. */
    void close(Map<String, AddressPool> pools) {
        List<Object[]> counted = new ArrayList<>();
        new TreeMap<>(pools).forEach((name, pool) -> {
            if (pool.hasCounted()) {
                counted.add(new Object[] {pool.count(), name});
            }
        });
        batches.batchUpdate("update simulated_pools set next_number = ? where pool = ?", counted);
    }

    private List<String> lock(List<String> names) {
        return jdbc.sql("select pool from simulated_pools where pool in (:names) order by pool for update")
                .param("names", names)
                .query(String.class)
                .list();
    }

    private void create(List<String> names) {
        batches.batchUpdate(
                "insert into simulated_pools (pool, next_number) values (?, 0) on conflict do nothing",
                names.stream().map(name -> new Object[] {name}).toList());
    }

    private Map<String, Long> numbers(List<String> names) {
        Map<String, Long> numbers = new HashMap<>();
        jdbc.sql("select pool, next_number from simulated_pools where pool in (:names)")
                .param("names", names)
                .query(row -> {
                    numbers.put(row.getString("pool"), row.getLong("next_number"));
                });
        return numbers;
    }

    private Supplier<Set<String>> used(String name) {
        return name.equals(PUBLIC)
                ? () -> jdbc.sql("select public_ip from simulated_machines where public_ip is not null")
                        .query(String.class)
                        .set()
                : () -> jdbc.sql("select private_ip from simulated_machines where pool = ?")
                        .param(name)
                        .query(String.class)
                        .set();
    }

    private static int first(String name) {
        return name.equals(PUBLIC) ? FIRST_PUBLIC : FIRST_PRIVATE;
    }
}
