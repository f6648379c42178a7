package shop.cvm.instance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.network.Cidr;

/**
 * The addresses that simulated machines get: private ones from their subnets, public ones from the pool of their region.
 * Every pool counts upwards in a row that is locked while somebody takes from it; when it has counted to the end,
 * addresses of destroyed machines come back.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class AddressPools {

    /** More than there are regions: the range of public addresses is cut into parts of so many bits less. */
    private static final int PART_BITS = 5;

    /** In the sequence of locks these pools come before every subnet. */
    private static final String PUBLIC = "public:";

    /** A subnet's network and gateway are nobody's. */
    private static final int FIRST_PRIVATE = 2;

    private static final int FIRST_PUBLIC = 1;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Cidr publicRange;

    AddressPools(JdbcTemplate jdbc, InstanceSettings settings) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
        this.publicRange = Cidr.of(settings.simulated().publicRange());
    }

    /** How far a pool has counted, and which part of the public range it has; none for a subnet. */
    private record Row(String pool, long number, @Nullable Integer part) {}

    /** The name of a region's pool of public addresses. */
    static String publicPool(String region) {
        return PUBLIC + region;
    }

    /**
     * Opens pools for taking from them. Nobody else takes from any of them until the transaction ends; everybody opens
     * all they need at once and in the same sequence, so that nobody waits in a circle.
     *
     * @param subnets what each pool of private addresses has, by name
     * @param publicPools names of pools of public addresses
     */
    Map<String, AddressPool> open(Map<String, Cidr> subnets, Set<String> publicPools) {
        SortedSet<String> names = new TreeSet<>(subnets.keySet());
        names.addAll(publicPools);
        if (rows(names).size() < names.size()) {
            // While nothing is locked yet: who has to wait for another to create a pool holds up nobody.
            createPublic(publicPools);
            createPrivate(subnets.keySet());
        }
        lock(names);
        Map<String, AddressPool> pools = new HashMap<>();
        for (Row row : rows(names)) {
            pools.put(row.pool(), pool(row, subnets.get(row.pool())));
        }
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

    private void lock(Set<String> names) {
        jdbc.sql("select pool from simulated_pools where pool in (:names) order by pool for update")
                .param("names", names)
                .query(String.class)
                .list();
    }

    private void createPrivate(Set<String> names) {
        batches.batchUpdate(
                "insert into simulated_pools (pool, next_number) values (?, 0) on conflict do nothing",
                names.stream().sorted().map(name -> new Object[] {name}).toList());
    }

    /** Each gets the next part; who is slower than another takes the one after that. */
    private void createPublic(Set<String> names) {
        for (String name : new TreeSet<>(names)) {
            while (rows(Set.of(name)).isEmpty()) {
                jdbc.sql("""
                                insert into simulated_pools (pool, next_number, part)
                                select :name, 0, coalesce(max(part) + 1, 0) from simulated_pools
                                on conflict do nothing
                                """).param("name", name).update();
            }
        }
    }

    private List<Row> rows(Set<String> names) {
        return jdbc.sql("select pool, next_number as number, part from simulated_pools where pool in (:names)")
                .param("names", names)
                .query(Row.class)
                .list();
    }

    private AddressPool pool(Row row, @Nullable Cidr subnet) {
        Integer part = row.part();
        if (subnet == null && part != null) {
            Cidr own = publicRange.part(part, publicRange.prefix() + PART_BITS);
            return new AddressPool(row.pool(), own, FIRST_PUBLIC, row.number(), this::usedPublic);
        }
        return new AddressPool(
                row.pool(), Objects.requireNonNull(subnet), FIRST_PRIVATE, row.number(), () -> usedPrivate(row.pool()));
    }

    private Set<String> usedPublic() {
        return jdbc.sql("select public_ip from simulated_machines where public_ip is not null")
                .query(String.class)
                .set();
    }

    private Set<String> usedPrivate(String pool) {
        return jdbc.sql("select private_ip from simulated_machines where pool = ?")
                .param(pool)
                .query(String.class)
                .set();
    }
}
