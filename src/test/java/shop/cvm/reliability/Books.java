package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was acknowledged to buyers, and whether the database holds it, all of it and nothing twice. */
final class Books {

    /** Has not what was paid or frozen for it, or has it twice. */
    private static final String WRONG_MONEY = """
            select o.order_number from orders o
            where coalesce((select sum(e.amount) from entries e
                    where e.order_number = o.order_number and e.kind = 'DEDUCT'), 0) <> o.prepaid_total
                or coalesce((select sum(e.amount) from entries e
                    where e.order_number = o.order_number and e.kind = 'FREEZE'), 0) <> o.freeze_total
                or o.prepaid_total + o.freeze_total = 0
            """;

    /** Every purchase of these tests is of one machine, which is made once. */
    private static final String WRONG_MACHINE = """
            select o.order_number from orders o
            where (select count(*) from instances i where i.order_number = o.order_number) <> 1
                or (select count(*) from instances i join simulated_machines m on m.machine_id = i.instance_id
                    where i.order_number = o.order_number and m.is_on) <> 1
            """;

    private static final String UNDELIVERED =
            "select count(*) from instances where state <> 'RUNNING' or public_ip is null";

    private static final String LATEST_ADDRESS = """
            select coalesce(max(extract(epoch from i.addressed_at - o.paid_at)), 0)::bigint
            from instances i join orders o on o.order_number = i.order_number
            where i.charge_type = 'PREPAID'
            """;

    /** By the API: the machine of a token; by page: the order of a token. */
    private final Map<String, String> machines = new ConcurrentHashMap<>();

    private final Map<String, String> orders = new ConcurrentHashMap<>();

    void acknowledgeMachine(String token, String machine) {
        acknowledge(machines, token, machine);
    }

    void acknowledgeOrder(String token, String order) {
        acknowledge(orders, token, order);
    }

    private static void acknowledge(Map<String, String> to, String token, String what) {
        String before = to.put(token, what);
        if (before != null) {
            throw new AssertionError(token + " was answered by " + before + " and by " + what);
        }
    }

    /** Of those bought by the API. */
    Set<String> machines() {
        return Set.copyOf(machines.values());
    }

    int byApi() {
        return machines.size();
    }

    int byPage() {
        return orders.size();
    }

    int acknowledged() {
        return byApi() + byPage();
    }

    /** Whether the machine of every order that was ever paid runs and has its addresses. */
    static boolean isAllDelivered(JdbcClient jdbc) {
        return jdbc.sql(UNDELIVERED).query(Long.class).single() == 0;
    }

    /** Every acknowledged order is there, once, paid, with its money and its machine; and no other order is. */
    void areRight(JdbcClient jdbc) {
        Map<String, String> made = new HashMap<>(machinesOf(jdbc, "<> 'page'"));
        assertThat(made).as("machines by the tokens of the API").isEqualTo(machines);
        assertThat(ordersByToken(jdbc)).as("orders by the tokens of pages").isEqualTo(orders);
        assertThat(numbers(jdbc, "select order_number from orders where state <> 'PAID'"))
                .as("orders that are not paid")
                .isEmpty();
        assertThat(numbers(jdbc, WRONG_MONEY)).as("orders with wrong money").isEmpty();
        assertThat(numbers(jdbc, WRONG_MACHINE))
                .as("orders with wrong machines")
                .isEmpty();
        assertThat(jdbc.sql("select count(*) from simulated_machines")
                        .query(Integer.class)
                        .single())
                .as("machines made")
                .isEqualTo(acknowledged());
    }

    /** The longest time from payment to addresses of a prepaid machine, by the shop's clock. */
    static Duration latestPrepaidAddress(JdbcClient jdbc) {
        return Duration.ofSeconds(jdbc.sql(LATEST_ADDRESS).query(Long.class).single());
    }

    static int count(JdbcClient jdbc, String what) {
        return jdbc.sql("select count(*) from " + what).query(Integer.class).single();
    }

    private static List<String> numbers(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private static Map<String, String> machinesOf(JdbcClient jdbc, String scope) {
        return jdbc
                .sql("select o.token, i.instance_id from orders o join instances i on i.order_number = o.order_number"
                        + " where o.scope " + scope)
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> ordersByToken(JdbcClient jdbc) {
        return jdbc
                .sql("select token, order_number from orders where scope = 'page'")
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
