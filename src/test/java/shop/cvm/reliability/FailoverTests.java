package shop.cvm.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The primary stops while people buy, and its synchronous standby takes its place. */
@Tag("nodes")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class FailoverTests {

    /** The shop sells again by then, by both doors. */
    private static final Duration BACK = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final int rounds = Numbers.of("failover.rounds", 1, 20);
    private final int nodeCount = Numbers.of("failover.nodes", 2, 2);
    private final int apiRate = Numbers.of("failover.api-per-second", 4, 50);
    private final int pageRate = Numbers.of("failover.page-per-second", 1, 10);
    private final int sold = Numbers.of("failover.sold-in-a-round", 15, 400);
    private final List<Duration> outages = new ArrayList<>();

    @Test
    void whatWasAcknowledgedBeforeThePrimaryStoppedIsThereAfterItsStandbyWasPromoted() throws Exception {
        try (DatabaseServer one = DatabaseServer.create(folder.resolve("one"), "max_connections = 100")) {
            one.start();
            Database database = Database.on(one, "");
            try (DatabaseServer other = one.standby(folder.resolve("other"))) {
                one.awaitStandby();
                Database both = database.at(one.address() + "," + other.address());
                try (Nodes nodes = Nodes.start(
                                nodeCount,
                                folder,
                                both,
                                "--shop.instance.simulated.prepaid-address-min=2s",
                                "--shop.instance.simulated.prepaid-address-max=4s",
                                "--shop.instance.simulated.postpaid-address-min=2s",
                                "--shop.instance.simulated.postpaid-address-max=4s");
                        Buyers buyers = new Buyers(nodes, Numbers.seed())) {
                    sellThroughFailovers(one, other, nodes, buyers);
                }
            }
        }
    }

    private void sellThroughFailovers(DatabaseServer one, DatabaseServer other, Nodes nodes, Buyers buyers)
            throws Exception {
        nodes.jdbc().sql("update stock set capacity = 1000000").update();
        long begin = System.nanoTime();
        buyers.byApi(Numbers.of("failover.clients", 4, 24), Integer.MAX_VALUE, apiRate);
        buyers.byPage(Numbers.of("failover.people", 2, 8), Integer.MAX_VALUE, pageRate);
        DatabaseServer primary = one;
        DatabaseServer standby = other;
        for (int round = 0; round < rounds; round++) {
            buyers.awaitAcknowledged(buyers.books().acknowledged() + sold);
            outages.add(failover(primary, standby, buyers.books()));
            if (round + 1 < rounds) {
                primary.rebuildAsStandbyOf(standby);
                standby.awaitStandby();
            }
            DatabaseServer stopped = primary;
            primary = standby;
            standby = stopped;
        }
        buyers.awaitAcknowledged(buyers.books().acknowledged() + sold);
        buyers.leave();
        Duration load = Duration.ofNanos(System.nanoTime() - begin);
        buyers.haveEverything(Duration.ofMinutes(2));
        String invariants = nodes.invariants();
        new Report(Scenario.FAILOVER)
                .add("rounds", rounds)
                .add("nodes", nodeCount)
                .add("checkouts per second asked for", apiRate + " by API, " + pageRate + " by page")
                .add("checkouts per second acknowledged, outages included", perSecond(buyers.books(), load))
                .add("acknowledged by API", buyers.books().byApi())
                .add("acknowledged by page", buyers.books().byPage())
                .add("answers other than wanted", buyers.answers())
                .add(
                        "longest time to an acknowledgement",
                        buyers.answers().slowest().toMillis() + " ms")
                .add(
                        "longest time until both doors sold again (promise: " + BACK.toSeconds() + " s)",
                        outages.stream().max(Duration::compareTo).orElseThrow().toMillis() + " ms")
                .add("lost", 0)
                .add("twice", 0)
                .add("invariants", invariants)
                .done();
    }

    private static long perSecond(Books books, Duration load) {
        return books.acknowledged() / Math.max(load.toSeconds(), 1);
    }

    /** @return from the stop of the primary until a purchase is acknowledged by each of the doors */
    private static Duration failover(DatabaseServer primary, DatabaseServer standby, Books books) throws IOException {
        long begin = System.nanoTime();
        primary.stopAtOnce();
        int byApi = books.byApi();
        int byPage = books.byPage();
        standby.promote();
        Duration gone = Duration.ofNanos(System.nanoTime() - begin);
        return gone.plus(Conditions.await(
                "both doors to sell again", BACK.minus(gone), () -> books.byApi() > byApi && books.byPage() > byPage));
    }
}
