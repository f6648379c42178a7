package shop.cvm.instance;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.ProvisionerFault.Effect;
import shop.cvm.instance.ProvisionerFault.Kind;
import shop.cvm.network.Cidr;

/**
 * The addresses that simulated machines get. Every pool counts upwards in a row that is locked while somebody takes
 * from it; when it has counted to the end, addresses of destroyed machines come back.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class AddressPools {

    private static final String PUBLIC = "public";

    private final JdbcClient jdbc;

    AddressPools(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else takes from the pool until the transaction ends. */
    void lock(String pool) {
        jdbc.sql("insert into simulated_pools (pool, next_number) values (?, 0) on conflict do nothing")
                .param(pool)
                .update();
        jdbc.sql("select pool from simulated_pools where pool = ? for update")
                .param(pool)
                .query(String.class)
                .single();
    }

    /** An address of the subnet; never its network, gateway or broadcast address. */
    String takePrivate(String pool, Cidr cidr) {
        return take(pool, cidr, 2, () -> jdbc.sql("select private_ip from simulated_machines where pool = ?")
                .param(pool)
                .query(String.class)
                .set());
    }

    /** An address that no other machine has; never the range's first or last. */
    String takePublic(Cidr cidr) {
        lock(PUBLIC);
        return take(
                PUBLIC, cidr, 1, () -> jdbc.sql("select public_ip from simulated_machines where public_ip is not null")
                        .query(String.class)
                        .set());
    }

    private String take(String pool, Cidr cidr, long first, Supplier<Set<String>> taken) {
        long last = cidr.size() - 2;
        long next = first + number(pool);
        if (next <= last) {
            jdbc.sql("update simulated_pools set next_number = next_number + 1 where pool = ?")
                    .param(pool)
                    .update();
            return cidr.address(next);
        }
        Set<String> used = taken.get();
        return LongStream.rangeClosed(first, last)
                .mapToObj(cidr::address)
                .filter(address -> !used.contains(address))
                .findFirst()
                .orElseThrow(() -> full(cidr));
    }

    private long number(String pool) {
        return jdbc.sql("select next_number from simulated_pools where pool = ?")
                .param(pool)
                .query(Long.class)
                .single();
    }

    private static ProvisionerFault full(Cidr cidr) {
        return new ProvisionerFault(Kind.CAPACITY, Effect.NOT_APPLIED, "No address is left in " + cidr, null, null);
    }
}
