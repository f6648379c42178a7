package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.TestDatabase;

/** Nodes die while people buy. */
@Tag("nodes")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillTests {

    /** What a node had in hand when it died, another one has done by then. */
    private static final Duration TAKEOVER = Duration.ofSeconds(30);

    /** The shop's word for prepaid machines. */
    private static final Duration PROMISE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final int nodeCount = Numbers.of("kill.nodes", 2, 3);
    private final int byApi = Numbers.of("kill.api", 60, 8000);
    private final int byPage = Numbers.of("kill.page", 15, 2000);
    private final int kills = Numbers.of("kill.kills", 1, Integer.MAX_VALUE);
    private final Random dice = new Random(Numbers.seed());
    private final List<Duration> takeovers = new ArrayList<>();

    @Test
    void whateverNodeIsKilledEveryAcknowledgedOrderHasItsMoneyAndItsMachineOnce() throws Exception {
        Database database = Database.of(TestDatabase.emptyPostgres(
                "kill_" + UUID.randomUUID().toString().replace('-', '_')));
        try (Nodes nodes = Nodes.start(nodeCount, folder, database, addresses());
                Buyers buyers = new Buyers(nodes, Numbers.seed())) {
            JdbcClient jdbc = nodes.jdbc();
            jdbc.sql("update stock set capacity = 1000000").update();
            long begin = System.nanoTime();
            buyers.byApi(Numbers.of("kill.clients", 4, 8), byApi, 0);
            buyers.byPage(Numbers.of("kill.people", 2, 4), byPage, 0);
            buyers.awaitAcknowledged((byApi + byPage) / 3);
            killOneAfterTheOther(nodes, buyers);
            buyers.await();
            Duration load = Duration.ofNanos(System.nanoTime() - begin);
            buyers.haveEverything(PROMISE.plus(TAKEOVER));
            assertThat(Books.latestPrepaidAddress(jdbc)).isLessThanOrEqualTo(PROMISE);
            String invariants = nodes.invariants();
            new Report(Scenario.KILL)
                    .add("nodes", nodeCount)
                    .add("acknowledged by API", buyers.books().byApi())
                    .add("acknowledged by page", buyers.books().byPage())
                    .add("time of the load", load.toSeconds() + " s")
                    .add("start of a node, longest", nodes.startTime().toMillis() + " ms")
                    .add("kills", takeovers.size())
                    .add("answers other than wanted", buyers.answers())
                    .add(
                            "longest time to an acknowledgement",
                            buyers.answers().slowest().toMillis() + " ms")
                    .add(
                            "longest takeover (promise: " + TAKEOVER.toSeconds() + " s)",
                            takeovers.stream()
                                            .max(Duration::compareTo)
                                            .orElseThrow()
                                            .toMillis() + " ms")
                    .add(
                            "latest addresses of a prepaid machine (promise: " + PROMISE.toSeconds() + " s)",
                            Books.latestPrepaidAddress(jdbc).toSeconds() + " s")
                    .add("lost", 0)
                    .add("twice", 0)
                    .add("invariants", invariants)
                    .done();
        }
    }

    /** In the full form as shipped. */
    private static String[] addresses() {
        return Numbers.areFull()
                ? new String[] {"--shop.instance.simulated.postpaid-address-max=5m"}
                : new String[] {
                    "--shop.instance.simulated.prepaid-address-min=2s",
                    "--shop.instance.simulated.prepaid-address-max=4s",
                    "--shop.instance.simulated.postpaid-address-min=2s",
                    "--shop.instance.simulated.postpaid-address-max=4s"
                };
    }

    /** Every three start times one, as long as anybody buys. */
    private void killOneAfterTheOther(Nodes nodes, Buyers buyers) throws InterruptedException {
        while (takeovers.size() < kills && !buyers.areDone()) {
            long begin = System.nanoTime();
            int victim = dice.nextInt(nodes.count());
            nodes.kill(victim);
            takeovers.add(takeover(nodes.jdbc()));
            nodes.start(victim);
            long pause = nodes.startTime().multipliedBy(3).toNanos();
            if (takeovers.size() < kills) {
                Conditions.await("the next kill", () -> System.nanoTime() - begin > pause || buyers.areDone());
            }
        }
        assertThat(takeovers).as("kills").isNotEmpty();
    }

    /** How long until every machine that was paid for by now runs. */
    private static Duration takeover(JdbcClient jdbc) {
        var before =
                jdbc.sql("select current_timestamp").query(OffsetDateTime.class).single();
        return Conditions.await(
                "takeover",
                TAKEOVER,
                () -> jdbc.sql("""
                                select count(*) from instances i join orders o on o.order_number = i.order_number
                                where i.state = 'PENDING' and o.paid_at <= ?
                                """).param(before).query(Long.class).single() == 0);
    }
}
