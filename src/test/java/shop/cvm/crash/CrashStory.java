package shop.cvm.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.cvm.ShopJvm;
import shop.cvm.TestDatabase;

/**
 * A real process killed at every one of these boundaries, one after the other on the same database: the next one puts it
 * right and goes on to the next place.
 */
@Tag("database")
abstract class CrashStory {

    private final List<Boundary> boundaries;

    /**
     * @param onH2 those of the boundaries at which it is killed on H2 as well
     */
    CrashStory(Set<Boundary> boundaries, Set<Boundary> onH2) {
        this.boundaries = List.copyOf(EnumSet.copyOf(isOnPostgres() ? boundaries : onH2));
    }

    @TempDir
    Path folder;

    @Test
    void whateverItDiesOverTheShopComesRightByItself() throws Exception {
        List<String> database = database();
        for (Boundary boundary : boundaries) {
            Run run = start(boundary.name(), database, StubbornCustomer.isRefund(boundary) ? "2s" : "10m");
            assertThat(run.lastLine()).as(run.log()).isEqualTo(Boundaries.REACHED + boundary);
            run.kill();
        }
        Run run = start(CrashingShop.NONE, database, "10m");
        assertThat(run.lastLine()).as(run.log()).isEqualTo("@@ END " + everythingOnce());
        run.kill();
    }

    private String everythingOnce() {
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
                "--spring.datasource.url=" + TestDatabase.emptyPostgres(name),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres");
    }

    private Run start(String boundary, List<String> database, String makeWithin) throws IOException {
        List<String> command = new ArrayList<>(ShopJvm.command(CrashingShop.class));
        command.addAll(List.of(
                String.join(",", boundary, names()),
                "--server.port=0",
                "--shop.sandbox.enabled=true",
                "--shop.sandbox.account.email=" + StubbornCustomer.RICH,
                "--shop.sandbox.account.password=" + StubbornCustomer.PASSWORD,
                "--shop.sandbox.account.balance=50000",
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

    private String names() {
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
