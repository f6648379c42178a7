package shop.cvm;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Gives a test's context an empty database of its own: of H2, or of the one PostgreSQL that this JVM starts. */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test database", settings(environment)));
    }

    private static Map<String, Object> settings(ConfigurableEnvironment environment) {
        String kind = System.getProperty("shop.test.database", "h2");
        String name = "shop_" + NUMBER.incrementAndGet();
        return switch (kind) {
            case "h2" -> Map.of("spring.datasource.url", inMemory(name, environment));
            case "postgresql" ->
                Map.of(
                        "spring.datasource.url", Postgres.created(name),
                        "spring.datasource.username", "postgres",
                        "spring.datasource.password", "postgres");
            default ->
                throw new IllegalArgumentException("shop.test.database is '" + kind + "'; it can be h2 or postgresql");
        };
    }

    /** The address of an empty database of this name, for a process of its own; user and password are {@code postgres}. */
    public static String emptyPostgres(String name) {
        return Postgres.created(name);
    }

    /** Where {@code initdb}, {@code pg_ctl} and {@code postgres} of the one PostgreSQL are, for servers of a test's own. */
    public static Path postgresPrograms() {
        // A process that has just been started does not always say at once what it runs.
        Optional<String> command = Awaitility.await()
                .until(
                        () -> ProcessHandle.of(Postgres.pid())
                                .flatMap(process -> process.info().command()),
                        Optional::isPresent);
        return Path.of(command.orElseThrow()).getParent();
    }

    /** The options are those of the shipped address, so that tests meet the H2 that customers meet. */
    private static String inMemory(String name, ConfigurableEnvironment environment) {
        String shipped = environment.getRequiredProperty("spring.datasource.url");
        if (!shipped.startsWith("jdbc:h2:")) {
            throw new IllegalStateException("Unset spring.datasource.url for tests on H2; it is " + shipped);
        }
        // Memory has no file whose space could be used again.
        String settings = shipped.substring(shipped.indexOf(';')).replace(";REUSE_SPACE=FALSE", "");
        return "jdbc:h2:mem:" + name + settings + ";DB_CLOSE_DELAY=-1";
    }

    /**
     * Started by the first test that asks; stops with the JVM, after the shops that are open, which would wait half a
     * minute for a connection to say good-bye by. Nothing of it is to outlive the machine's own fall.
     */
    private static class Postgres {

        private static final EmbeddedPostgres SERVER = started();

        private static EmbeddedPostgres started() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setRegisterShutdownHook(false)
                        .start();
                SpringApplication.getShutdownHandlers().add(() -> stop(server));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("The tests' own PostgreSQL does not start", e);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The tests' own PostgreSQL does not stop", e);
            }
        }

        /** Of one of its processes. */
        static long pid() {
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                return row.getLong(1);
            } catch (SQLException e) {
                throw new IllegalStateException("The tests' own PostgreSQL does not say which process it is", e);
            }
        }

        static String created(String database) {
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + database);
            } catch (SQLException e) {
                throw new IllegalStateException("The tests' own PostgreSQL makes no database " + database, e);
            }
            return SERVER.getJdbcUrl("postgres", database);
        }
    }
}
