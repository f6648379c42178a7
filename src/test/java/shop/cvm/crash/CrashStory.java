package shop.cvm.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.cvm.ShopJvm;
import shop.cvm.TestDatabase;

/**
 * A real process killed at every one of these boundaries, on the same database: the next one puts it right and goes on to
 * the next places. A process can die over several purchases at once, each stopped at a boundary of its own, if all of
 * them stay there: none waits for another, and none is put right by the process before it dies.
 */
@Tag("database")
abstract class CrashStory {

    private final List<List<Boundary>> deaths;

    /**
     * @param deaths the boundaries that each process dies over, in the sequence in which they are reached
     * @param onH2 the same on H2
     */
    CrashStory(List<List<Boundary>> deaths, List<List<Boundary>> onH2) {
        this.deaths = isOnPostgres() ? deaths : onH2;
    }

    @TempDir
    Path folder;

    @Test
    void whateverItDiesOverTheShopComesRightByItself() throws Exception {
        List<String> database = database();
        List<Boundary> earlier = new ArrayList<>();
        for (List<Boundary> death : deaths) {
            boolean isRefund = death.stream().anyMatch(StubbornCustomer::isRefund);
            Run run = start(death, earlier, database, isRefund ? "2s" : "10m");
            for (Boundary boundary : death) {
                assertThat(run.lastLine()).as(run.log()).isEqualTo(Boundaries.REACHED + boundary);
            }
            run.kill();
            earlier.addAll(death);
        }
        Run run = start(List.of(), earlier, database, "10m");
        assertThat(run.lastLine()).as(run.log()).isEqualTo("@@ END " + everythingOnce(earlier));
        run.kill();
    }

    private static String everythingOnce(List<Boundary> boundaries) {
        long all = boundaries.size();
        long refunds = boundaries.stream().filter(StubbornCustomer::isRefund).count();
        long byWallet = boundaries.stream().filter(StubbornCustomer::isByWallet).count();
        long made = all - refunds;
        long changes = boundaries.stream().filter(StubbornCustomer::isChange).count();
        long conversions =
                boundaries.stream().filter(StubbornCustomer::isConversion).count();
        long paidBack = boundaries.contains(Boundary.PAID_BACK_BEFORE_ANSWER) ? 1 : 0;
        return "orders=" + (all + changes + conversions) + " machines=" + made + " failed=" + refunds + " refunds="
                + refunds + " topUps="
                + byWallet + " created=" + made + " refunded=" + refunds + " made=" + made + " changed=" + changes
                + " paidBack=" + paidBack + " converted=" + conversions + " unsettled=0 broken=[]";
    }

    private static boolean isOnPostgres() {
        return "postgresql".equals(System.getProperty("shop.test.database"));
    }

    private List<String> database() {
        if (!isOnPostgres()) {
            return List.of("--shop.data=" + folder.resolve("data"));
        }
        String name = "crash_" + UUID.randomUUID().toString().replace('-', '_');
        return List.of(
                "--shop.data=" + folder.resolve("data"),
                "--shop.secret-key=a secret of the tests, long enough for the shop",
                "--spring.datasource.url=" + TestDatabase.emptyPostgres(name),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres");
    }

    private Run start(List<Boundary> death, List<Boundary> earlier, List<String> database, String makeWithin)
            throws IOException {
        List<String> command = new ArrayList<>(ShopJvm.command(CrashingShop.class));
        command.addAll(List.of(
                names(death),
                names(earlier),
                "--server.port=0",
                "--shop.sandbox.enabled=true",
                "--shop.payment.first-query=1s",
                "--shop.wallet.connect-timeout=30s",
                "--shop.wallet.read-timeout=30s",
                "--shop.instance.make-within=" + makeWithin,
                "--shop.instance.simulated.prepaid-address-min=5s",
                "--shop.instance.simulated.prepaid-address-max=6s",
                "--shop.instance.simulated.postpaid-address-min=5s",
                "--shop.instance.simulated.postpaid-address-max=6s",
                "--shop.event.retry=1s",
                "--spring.modulith.events.staleness.published=3s",
                "--spring.modulith.events.staleness.processing=3s",
                "--spring.modulith.events.staleness.resubmitted=3s",
                "--spring.modulith.events.staleness.check-interval=1s"));
        command.addAll(database);
        Path log = folder.resolve("crash.log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new Run(process, log);
    }

    private static String names(List<Boundary> boundaries) {
        return String.join(",", boundaries.stream().map(Boundary::name).toList());
    }

    /** One process and what it says. */
    private record Run(Process process, Path file) {

        /** What it says of how far it came, when it is there. */
        String lastLine() throws IOException {
            BufferedReader lines = process.inputReader();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                if (line.startsWith("@@ ")) {
                    return line;
                }
            }
            return "The process ended and said nothing";
        }

        String log() throws IOException {
            return Files.exists(file) ? Files.readString(file) : "";
        }

        /** Like {@code kill -9}: nothing gets a chance to finish. */
        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }
}
