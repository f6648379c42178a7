package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The database is there and is no use: it says nothing, is slow, takes no connection or has no room. Whoever asks the
 * shop meanwhile is told in words that it could not, and afterwards it goes on by itself.
 */
@Tag("nodes")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleTests {

    /** Nobody waits longer for an answer while the database is no use: no longer than proxies do. */
    private static final Duration ANSWERED = Duration.ofSeconds(60);

    private static final Duration BACK = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 60;
    private static final int DISK_MEGABYTES = 200;

    private final int nodeCount = Numbers.of("trouble.nodes", 1, 3);
    private final int clients = Numbers.of("trouble.clients", 4, 12);
    private final int people = Numbers.of("trouble.people", 2, 4);
    private final int sold = Numbers.of("trouble.sold", 15, 300);
    private final int seconds = Numbers.of("trouble.seconds", 1, 60);

    /** For how many seconds the shop waits for a database that says nothing; in full as shipped. */
    private final int patience = Numbers.of("trouble.patience", 8, 30);

    @TempDir
    static Path folder;

    private DatabaseServer server;
    private SlowLine line;
    private Nodes nodes;
    private boolean hasOwnDisk;

    /** Of all scenarios: they share the shop. */
    private final Books books = new Books();

    @BeforeAll
    void theyAreOpen() throws IOException {
        server = DatabaseServer.create(folder.resolve("data"), "max_connections = " + CONNECTIONS);
        Path disk = Files.createDirectory(folder.resolve("disk"));
        hasOwnDisk = isStartedWithDisk(disk);
        if (hasOwnDisk) {
            server.jdbc("postgres")
                    .sql("create tablespace small location '" + disk + "'")
                    .update();
        } else {
            server.start();
        }
        Database database = Database.on(server, hasOwnDisk ? "tablespace small" : "");
        line = SlowLine.to(server.port());
        nodes = Nodes.start(
                nodeCount,
                folder,
                database.at(line.address()),
                "--SHOP_DATABASE_CONNECTIONS=10",
                "--spring.datasource.hikari.data-source-properties.socketTimeout=" + patience,
                "--shop.instance.simulated.prepaid-address-min=2s",
                "--shop.instance.simulated.prepaid-address-max=4s",
                "--shop.instance.simulated.postpaid-address-min=2s",
                "--shop.instance.simulated.postpaid-address-max=4s");
        nodes.jdbc().sql("update stock set capacity = 1000000").update();
    }

    private boolean isStartedWithDisk(Path disk) {
        try {
            server.startWithDisk(disk, DISK_MEGABYTES);
            return true;
        } catch (IOException nobodyMountsHere) {
            return false;
        }
    }

    @AfterAll
    void theyClose() throws Exception {
        if (nodes != null) {
            nodes.close();
        }
        if (line != null) {
            line.close();
        }
        server.close();
    }

    /** Something that is wrong with the database, for a while. */
    private interface Trouble {

        void begin() throws Exception;

        void end() throws Exception;
    }

    @Test
    void aDatabaseThatSaysNothingIsToldOfInWordsAndTheShopGoesOnWithIt() throws Exception {
        survive(Scenario.PAUSED, true, new Trouble() {
            @Override
            public void begin() throws IOException {
                server.pause();
            }

            @Override
            public void end() throws IOException {
                server.goOn();
            }
        });
    }

    @Test
    void aSlowDatabaseMakesTheShopSlowAndNothingElse() throws Exception {
        survive(Scenario.SLOW, false, new Trouble() {
            @Override
            public void begin() {
                line.delay(Duration.ofMillis(Numbers.of("trouble.delay", 10, 30)));
            }

            @Override
            public void end() {
                line.delay(Duration.ZERO);
            }
        });
    }

    @Test
    void aDatabaseWithoutConnectionsIsToldOfInWordsAndTheShopGoesOnWhenItHasSome() throws Exception {
        List<Connection> taken = new ArrayList<>();
        survive(Scenario.NO_CONNECTIONS, true, new Trouble() {
            @Override
            public void begin() throws SQLException {
                takeAll(taken);
            }

            @Override
            public void end() throws SQLException {
                for (Connection one : taken) {
                    one.close();
                }
            }
        });
    }

    @Test
    void aFullDiskIsToldOfInWordsAndTheShopGoesOnWhenThereIsRoom() throws Exception {
        Assumptions.assumeTrue(hasOwnDisk, "nobody may mount a small disk here (unshare -Urm, mount -t tmpfs)");
        JdbcClient filling = server.jdbc("shop");
        survive(Scenario.DISK_FULL, true, new Trouble() {
            @Override
            public void begin() {
                fill(filling);
            }

            @Override
            public void end() {
                filling.sql("drop table filling").update();
            }
        });
    }

    /** The shop's own are ended first; it gets none back. */
    private void takeAll(List<Connection> taken) throws SQLException {
        Connection first = DriverManager.getConnection(server.url("postgres"), "postgres", "");
        taken.add(first);
        for (boolean more = true; more; ) {
            try (var statement = first.createStatement()) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'shop'");
            }
            more = takeOne(taken);
        }
        assertThat(taken).as("connections taken").hasSizeGreaterThan(CONNECTIONS - 5);
    }

    private boolean takeOne(List<Connection> taken) throws SQLException {
        try {
            taken.add(DriverManager.getConnection(server.url("postgres"), "postgres", ""));
            return true;
        } catch (SQLException none) {
            assertThat(none.getSQLState()).isEqualTo("53300");
            JdbcClient first = JdbcClient.create(new SingleConnectionDataSource(taken.get(0), true));
            return Books.count(first, "pg_stat_activity where usename = 'shop'") > 0;
        }
    }

    /** In smaller and smaller pieces, until not a page is left. */
    private static void fill(JdbcClient jdbc) {
        jdbc.sql("create table filling (what text) with (autovacuum_enabled = false)")
                .update();
        for (int rows = 4096; rows > 0; rows /= 2) {
            String piece = "insert into filling select repeat('x', 2000) from generate_series(1, " + rows * 4 + ")";
            assertThatThrownBy(() -> {
                        while (true) {
                            jdbc.sql(piece).update();
                        }
                    })
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("No space left on device");
        }
    }

    /** @param refuses whether nothing can be sold meanwhile, so that both doors must say so */
    private void survive(Scenario scenario, boolean refuses, Trouble trouble) throws Exception {
        int apiBefore = books.byApi();
        int pageBefore = books.byPage();
        try (Buyers buyers = new Buyers(nodes, Numbers.seed() + scenario.ordinal(), books)) {
            buyers.byApi(clients, Integer.MAX_VALUE, 0);
            buyers.byPage(people, Integer.MAX_VALUE, 0);
            buyers.awaitAcknowledged(books.acknowledged() + sold);
            long begin = System.nanoTime();
            int atBegin = books.acknowledged();
            try {
                trouble.begin();
                Conditions.await(
                        "both doors to have met the trouble",
                        () -> hasLasted(begin)
                                && (refuses ? haveBothRefused(buyers) : books.acknowledged() > atBegin + sold / 3));
            } finally {
                trouble.end();
            }
            Duration lasted = Duration.ofNanos(System.nanoTime() - begin);
            Duration back = untilBothDoorsSell(books);
            buyers.awaitAcknowledged(books.acknowledged() + sold);
            buyers.leave();
            buyers.haveEverything(Duration.ofMinutes(2));
            String invariants = nodes.invariants();
            assertThat(buyers.answers().longestOfAll()).isLessThan(ANSWERED);
            new Report(scenario)
                    .add("nodes", nodeCount)
                    .add("lasted", lasted.toSeconds() + " s")
                    .add("acknowledged by API", books.byApi() - apiBefore)
                    .add("acknowledged by page", books.byPage() - pageBefore)
                    .add("answers other than wanted", buyers.answers())
                    .add(
                            "longest wait for such an answer",
                            buyers.answers().longestOfAll().toMillis() + " ms")
                    .add(
                            "longest time to an acknowledgement",
                            buyers.answers().slowest().toMillis() + " ms")
                    .add("until both doors sold again", back.toMillis() + " ms")
                    .add("lost", 0)
                    .add("twice", 0)
                    .add("invariants", invariants)
                    .done();
        }
    }

    private boolean hasLasted(long begin) {
        return System.nanoTime() - begin > Duration.ofSeconds(seconds).toNanos();
    }

    private static boolean haveBothRefused(Buyers buyers) {
        return buyers.answers().of("API InternalError") > 0
                && buyers.answers().of("page 500") + buyers.answers().of("page 503") > 0;
    }

    private Duration untilBothDoorsSell(Books books) {
        int byApi = books.byApi();
        int byPage = books.byPage();
        return Conditions.await(
                "both doors to sell again", BACK, () -> books.byApi() > byApi && books.byPage() > byPage);
    }
}
