package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.api.JavaClient;
import shop.cvm.reliability.Nodes.Machine;

/**
 * One history, and a copy of its database: one node goes on with the copy and three nodes with the original, step by step
 * at the same instants of the shop's clock. Every step lies a moment after a full hour, so that a few seconds more or less
 * until something is done are worth less than half a cent.
 */
@Tag("nodes")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LedgerTests {

    /** What each account is given, in turn: see {@link #buy}. */
    private static final List<String> BALANCES = List.of("100000", "1000", "5");

    private static final String[] AT_ONCE = {
        "--shop.instance.simulated.prepaid-address-min=0s",
        "--shop.instance.simulated.prepaid-address-max=1s",
        "--shop.instance.simulated.postpaid-address-min=0s",
        "--shop.instance.simulated.postpaid-address-max=1s"
    };

    private static final List<String> DUE = List.of(
            "usage_accounts where due_at",
            "arrears_cases where next_step_at",
            "instances where expiry_due_at",
            "instances where next_step_at",
            "orders where state = 'UNPAID' and pay_until");

    private static final String ENTRIES = """
            select account_id || ' ' || kind || ' ' || amount || ' ' || description_key
                || case when reference like 'settle:%' then ' ' || reference else '' end
            from entries order by 1
            """;

    /** Without their ids: which of two is renewed when the money is enough for one is nobody's promise. */
    private static final String MACHINES =
            "select account_id || ' ' || charge_type || ' ' || state || ' ' || isolation || ' '"
                    + " || coalesce(expires_at::text, '') from instances order by 1";

    @TempDir
    Path folder;

    private final int many = Numbers.of("ledger.nodes", 3, 3);
    private final int accounts = Numbers.of("ledger.accounts", 3, 6);
    private final int machines = Numbers.of("ledger.machines", 2, 10);

    @Test
    void severalNodesLeaveTheLedgerOfOne() throws Exception {
        try (DatabaseServer server = DatabaseServer.create(folder.resolve("data"), "fsync = off")) {
            server.start();
            Database database = Database.on(server, "");
            List<Machine> opening = IntStream.range(0, accounts)
                    .mapToObj(account -> Machine.withBalance(BALANCES.get(account % BALANCES.size())))
                    .toList();
            try (Nodes nodes = Nodes.start(opening, folder, database, AT_ONCE)) {
                live(nodes);
                for (int node = many; node < accounts; node++) {
                    nodes.kill(node);
                }
                try (DatabaseServer copy = server.copy(folder.resolve("copy"));
                        Nodes alone = Nodes.start(1, folder.resolve("alone"), database.at(copy.address()), AT_ONCE)) {
                    letTimePass(nodes.jdbc(), alone.jdbc());
                    compare(alone.jdbc(), nodes.jdbc(), nodes);
                }
            }
        }
    }

    private static void letTimePass(JdbcClient... shops) {
        Instant begin = Nodes.now(shops[0]).plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.HOURS);
        for (Duration step : steps()) {
            Instant target = begin.plus(step).plusSeconds(1);
            for (JdbcClient shop : shops) {
                move(shop, target);
            }
            for (JdbcClient shop : shops) {
                rests(shop, step);
            }
        }
    }

    /** Everybody buys, from a balance of their own. */
    private void live(Nodes nodes) {
        for (int account = 0; account < accounts; account++) {
            buy(nodes, account);
        }
        Conditions.await("all to be delivered", () -> Books.isAllDelivered(nodes.jdbc()));
        Conditions.await("all news to be heard", () -> Books.count(nodes.jdbc(), "event_publication") == 0);
    }

    /**
     * The first of three has money for everything. The second has some left for one renewal of two, and the third for an
     * hour or so of what it runs.
     */
    private void buy(Nodes nodes, int account) {
        Shopping shopping = new Shopping(nodes, account);
        switch (account % BALANCES.size()) {
            case 0 -> {
                shopping.prepaid(machines, "NOTIFY_AND_AUTO_RENEW");
                shopping.postpaid(machines);
            }
            case 1 -> {
                shopping.prepaid(2, "NOTIFY_AND_AUTO_RENEW");
                BigDecimal price = shopping.spent().divide(BigDecimal.valueOf(2));
                while (shopping.available().compareTo(price.multiply(BigDecimal.valueOf(2))) >= 0) {
                    shopping.prepaid(1, "NOTIFY_AND_MANUAL_RENEW");
                }
                assertThat(shopping.available()).isGreaterThan(price);
            }
            default -> {
                shopping.postpaid(1);
                while (shopping.available().compareTo(shopping.spent()) >= 0) {
                    shopping.postpaid(1);
                }
            }
        }
    }

    /** One account's, by the API. */
    private static final class Shopping {

        private final JavaClient client;
        private final JdbcClient jdbc;
        private final String email;

        Shopping(Nodes nodes, int account) {
            Customer customer = new Customer(account);
            this.client = new JavaClient(nodes.port(0), customer.key(), "TC3-HMAC-SHA256", "POST");
            this.jdbc = nodes.jdbc();
            this.email = customer.email();
        }

        void prepaid(int count, String renewal) {
            buy(count, """
                    "InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1, "RenewFlag": "%s"}
                    """.formatted(renewal), "BANDWIDTH_PREPAID");
        }

        void postpaid(int count) {
            buy(count, "\"InstanceChargeType\": \"POSTPAID_BY_HOUR\"", "BANDWIDTH_POSTPAID_BY_HOUR");
        }

        private void buy(int count, String charge, String internet) {
            client.call("cvm", "2017-03-12", "RunInstances", """
                    {%s, "InstanceCount": %d, "Placement": {"Zone": "ap-guangzhou-3"},
                     "InstanceType": "S5.MEDIUM4", "ImageId": "img-487zeit5",
                     "InternetAccessible": {"InternetChargeType": "%s", "InternetMaxBandwidthOut": 1}}
                    """.formatted(charge, count, internet));
        }

        /** By the first order, paid or frozen. */
        BigDecimal spent() {
            return money("select e.amount from entries e join accounts a on a.account_id = e.account_id"
                    + " where a.email = ? and e.kind <> 'TOP_UP' order by e.line limit 1");
        }

        BigDecimal available() {
            return money("select e.balance_after - e.frozen_after from entries e"
                    + " join accounts a on a.account_id = e.account_id where a.email = ? order by e.line desc limit 1");
        }

        private BigDecimal money(String sql) {
            return jdbc.sql(sql).param(email).query(BigDecimal.class).single();
        }
    }

    /** From the next full hour on: the first hours, in which money runs out, and then days, until renewal and expiry. */
    private static List<Duration> steps() {
        Stream<Duration> hours =
                IntStream.rangeClosed(1, Numbers.of("ledger.hours", 5, 24)).mapToObj(Duration::ofHours);
        Stream<Duration> days = Numbers.areFull()
                ? IntStream.rangeClosed(2, 36).mapToObj(Duration::ofDays)
                : Stream.of(2, 28, 33).map(Duration::ofDays);
        return Stream.concat(hours, days).toList();
    }

    private static void move(JdbcClient jdbc, Instant target) {
        jdbc.sql("""
                        update shop_clock
                        set offset_millis = greatest(offset_millis, extract(epoch from ? - current_timestamp) * 1000)
                        """).param(target.atOffset(ZoneOffset.UTC)).update();
    }

    /** Returns when nothing is due any more. */
    private static void rests(JdbcClient jdbc, Duration step) {
        Conditions.await("everything of " + step + " to be done", () -> {
            OffsetDateTime now = Nodes.now(jdbc).atOffset(ZoneOffset.UTC);
            return Books.count(jdbc, "event_publication") == 0
                    && DUE.stream()
                            .allMatch(due -> jdbc.sql("select count(*) from " + due + " <= ?")
                                            .param(now)
                                            .query(Integer.class)
                                            .single()
                                    == 0);
        });
    }

    private void compare(JdbcClient first, JdbcClient second, Nodes together) throws IOException, InterruptedException {
        List<String> entries = list(first, ENTRIES);
        assertThat(list(second, ENTRIES)).isEqualTo(entries);
        assertThat(list(second, MACHINES)).isEqualTo(list(first, MACHINES));
        int settled = Books.count(second, "entries where reference like 'settle:%'");
        int renewed = Books.count(second, "instance_terms where sequence = 1");
        int reclaimed = Books.count(second, "arrears_cases where stage = 'RECLAIMED'");
        int expired = Books.count(second, "instances where charge_type = 'PREPAID' and release_at is not null");
        assertThat(List.of(settled, renewed, reclaimed, expired)).allMatch(count -> count > 0);
        String invariants = together.invariants();
        new Report(Scenario.LEDGER)
                .add("nodes", "1 and " + many)
                .add("accounts", accounts)
                .add("steps of the clock", steps().size())
                .add("entries, the same in both", entries.size())
                .add("of them settled hours", settled)
                .add("machines renewed", renewed)
                .add("machines expired without renewal", expired)
                .add("accounts whose machines were reclaimed for arrears", reclaimed)
                .add("invariants", invariants)
                .done();
    }

    private static List<String> list(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
