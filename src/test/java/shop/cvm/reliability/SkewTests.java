package shop.cvm.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shop.cvm.TestDatabase;
import shop.cvm.reliability.Nodes.Machine;

/**
 * The clocks of the nodes' machines are wrong, by as much as a signature may be old: some signed requests look too old, or
 * too new, to such a node, and another one takes them.
 */
@Tag("nodes")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SkewTests {

    private static final Duration WRONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final int byApi = Numbers.of("skew.api", 30, 1000);
    private final int byPage = Numbers.of("skew.page", 8, 250);

    @Test
    void whatIsSoldAndMadeByNodesWithWrongClocksIsSoldAndMadeOnce() throws Exception {
        Database database = Database.of(TestDatabase.emptyPostgres(
                "skew_" + UUID.randomUUID().toString().replace('-', '_')));
        List<Machine> machines = Numbers.areFull()
                ? List.of(Machine.withSkew(Duration.ZERO), Machine.withSkew(WRONG), Machine.withSkew(WRONG.negated()))
                : List.of(Machine.withSkew(Duration.ZERO), Machine.withSkew(WRONG));
        try (Nodes nodes = Nodes.start(
                        machines,
                        folder,
                        database,
                        "--shop.instance.simulated.prepaid-address-min=2s",
                        "--shop.instance.simulated.prepaid-address-max=4s",
                        "--shop.instance.simulated.postpaid-address-min=2s",
                        "--shop.instance.simulated.postpaid-address-max=4s");
                Buyers buyers = new Buyers(nodes, Numbers.seed())) {
            nodes.jdbc().sql("update stock set capacity = 1000000").update();
            buyers.byApi(4, byApi, 0);
            buyers.byPage(2, byPage, 0);
            buyers.await();
            buyers.haveEverything(Duration.ofMinutes(1));
            String invariants = nodes.invariants();
            new Report(Scenario.SKEW)
                    .add("clocks", machines.stream().map(Machine::skew).toList())
                    .add("acknowledged by API", buyers.books().byApi())
                    .add("acknowledged by page", buyers.books().byPage())
                    .add("answers other than wanted", buyers.answers())
                    .add(
                            "longest time to an acknowledgement",
                            buyers.answers().slowest().toMillis() + " ms")
                    .add("lost", 0)
                    .add("twice", 0)
                    .add("invariants", invariants)
                    .done();
        }
    }
}
