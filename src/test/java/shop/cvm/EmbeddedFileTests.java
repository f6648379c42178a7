package shop.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** The embedded database as it is shipped: what was answered is there after {@code kill -9}, however old the file is. */
class EmbeddedFileTests {

    private static final int KILLS = 8;
    private static final int ROWS = 100;
    private static final int MEGABYTE = 1 << 20;

    /** In milliseconds, in place of 45,000: what is older than this H2 would write over if it were let. */
    private static final String QUICKLY_OLD = ";RETENTION_TIME=50";

    @TempDir
    Path folder;

    private String url;

    @BeforeEach
    void shippedAddress() throws IOException {
        var settings = new YamlPropertySourceLoader()
                .load("shipped", new ClassPathResource("application.yaml"))
                .get(0);
        url = settings.getProperty("spring.datasource.url").toString().replace("${shop.data}", folder.toString());
    }

    @Test
    void noAcknowledgedCommitIsLostByKillsOfAnOldFileThatIsWrittenAnewNowAndThen() throws Exception {
        SplittableRandom random = new SplittableRandom(20261128);
        int next = 0;
        int acknowledged = 0;
        long largest = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Set<Integer> answered = killedAfter(150 + random.nextInt(150), next);
            largest = Math.max(largest, Files.size(file()));
            EmbeddedFile.shrink(url, "shop", "");
            Set<Integer> written = written();
            assertThat(written).as("after kill " + kill).containsAll(answered).hasSizeGreaterThanOrEqualTo(next);
            acknowledged += answered.size();
            next = written.size();
        }
        assertThat(acknowledged).isGreaterThan(KILLS * 150);
        assertThat(largest).as("it was written anew meanwhile").isGreaterThan(Files.size(file()));
    }

    @Test
    void aFileThatIsMostlyOldIsWrittenAnewWithAllThatIsInIt() throws Exception {
        Path file = file();
        try (Connection connection = DriverManager.getConnection(url, "shop", "")) {
            connection.createStatement().execute("create table written (number int primary key, text varchar)");
            for (int number = 0; number < ROWS; number++) {
                connection.createStatement().execute("insert into written values (" + number + ", 'first')");
            }
            while (Files.size(file) < 40 * MEGABYTE) {
                connection.createStatement().execute("update written set text = random_uuid() where number > 49");
            }
        }

        EmbeddedFile.shrink(url, "shop", "");

        assertThat(Files.size(file)).isLessThan(MEGABYTE);
        assertThat(written()).hasSize(ROWS);
    }

    @Test
    void whatIsNoDatabaseIsLeftAsItIs() throws IOException {
        Path file = file();
        byte[] other = new byte[40 * MEGABYTE];
        Files.write(file, other);

        EmbeddedFile.shrink(url, "shop", "");

        assertThat(Files.readAllBytes(file)).isEqualTo(other);
    }

    @Test
    void aPoolWithoutAnAddressIsLeftAlone() {
        HikariDataSource pool = new HikariDataSource();

        assertThat(new EmbeddedFile().postProcessBeforeInitialization(pool, "dataSource"))
                .isSameAs(pool);
    }

    private Set<Integer> killedAfter(int commits, int first) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Scribe.class.getName(),
                        url + QUICKLY_OLD,
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Integer> acknowledged = new TreeSet<>();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && acknowledged.size() < commits) {
                acknowledged.add(Integer.valueOf(line));
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private Path file() {
        return folder.resolve("shop.mv.db");
    }

    private Set<Integer> written() throws SQLException {
        Set<Integer> written = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url, "shop", "");
                ResultSet rows = connection.createStatement().executeQuery("select number from written")) {
            while (rows.next()) {
                written.add(rows.getInt(1));
            }
        }
        return written;
    }
}
