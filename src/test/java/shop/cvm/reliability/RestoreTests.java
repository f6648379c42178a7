package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A copy of the database is taken while people buy, and becomes a shop of its own. In the full form only. */
@Tag("nodes")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RestoreTests {

    /** Of Debian's packages: the embedded programs have no {@code pg_dump}. */
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private static final String[] SOON = {
        "--shop.instance.simulated.prepaid-address-min=2s",
        "--shop.instance.simulated.prepaid-address-max=4s",
        "--shop.instance.simulated.postpaid-address-min=2s",
        "--shop.instance.simulated.postpaid-address-max=4s"
    };

    @TempDir
    Path folder;

    private final int sold = Numbers.of("restore.sold", 30, 500);

    @Test
    void aDumpTakenWhilePeopleBuyHoldsWhatWasAcknowledgedBeforeAndGoesOnAsAShop() throws Exception {
        Assumptions.assumeTrue(Numbers.areFull(), "the full form dumps and restores: ./mvnw -Preliability verify");
        Optional<Path> programs = programs();
        Assumptions.assumeTrue(programs.isPresent(), "pg_dump is not installed: apt-get install postgresql");
        try (DatabaseServer server = DatabaseServer.create(programs.get(), folder.resolve("data"))) {
            server.start();
            Database database = Database.on(server, "");
            try (Nodes nodes = Nodes.start(2, folder, database, SOON);
                    Buyers buyers = new Buyers(nodes, Numbers.seed())) {
                nodes.jdbc().sql("update stock set capacity = 1000000").update();
                buyers.byApi(6, Integer.MAX_VALUE, 0);
                buyers.byPage(3, Integer.MAX_VALUE, 0);
                buyers.awaitAcknowledged(sold);
                Set<String> before = buyers.books().machines();
                Path dump = folder.resolve("shop.dump");
                server.run(connected(server, "pg_dump", "--format=custom", "--file=" + dump, "shop"));
                buyers.awaitAcknowledged(buyers.books().acknowledged() + sold);
                buyers.leave();
                buyers.haveEverything(Duration.ofMinutes(2));
                nodes.close();
                restore(server, dump);
                check(new Database(server.address(), "restored", "shop"), before, buyers);
            }
        }
    }

    private static void restore(DatabaseServer server, Path dump) throws IOException {
        server.jdbc("postgres").sql("create database restored owner shop").update();
        server.run(connected(
                server,
                "pg_restore",
                "--no-owner",
                "--role=shop",
                "--dbname=restored",
                "--exit-on-error",
                dump.toString()));
    }

    private void check(Database restored, Set<String> before, Buyers buyers) throws Exception {
        String invariants = Nodes.invariants(restored);
        JdbcClient jdbc = restored.jdbc();
        List<String> there = jdbc.sql("select instance_id from instances")
                .query(String.class)
                .list();
        assertThat(there).containsAll(before);
        int unfinished = Books.count(jdbc, "instances where state = 'PENDING' or public_ip is null");
        try (Nodes shop = Nodes.start(1, folder.resolve("restored"), restored, SOON)) {
            Conditions.await("what was open in the dump", () -> Books.isAllDelivered(jdbc));
            shop.invariants();
        }
        new Report(Scenario.RESTORE)
                .add("acknowledged before the dump began, by API", before.size())
                .add("acknowledged in all", buyers.books().acknowledged())
                .add("machines in the dump", there.size())
                .add("of them not delivered in the dump, and then by the restored shop", unfinished)
                .add("of those acknowledged before missing", 0)
                .add("invariants", invariants)
                .done();
    }

    private static String[] connected(DatabaseServer server, String program, String... options) {
        return Stream.concat(
                        Stream.of(program, "-h", "127.0.0.1", "-p", Integer.toString(server.port()), "-U", "postgres"),
                        Stream.of(options))
                .toArray(String[]::new);
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.filter(version -> Files.exists(version.resolve("bin/pg_dump")))
                    .max(Comparator.comparing(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"));
        }
    }
}
