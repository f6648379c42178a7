package shop.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.billing.Billing;
import shop.cvm.event.Publications;

/**
 * The process of {@link SettlementBenchmark}: first a tenth of the machines alone, then the same with all of them there
 * and not due, then all of them. {@code -Dshop.bench.accounts=2000} makes it a small one.
 */
final class SettlementRun {

    private static final int ACCOUNTS = Integer.getInteger("shop.bench.accounts", 100_000);
    private static final int FEW_ACCOUNTS = ACCOUNTS / 10;
    private static final int ROUNDS = 3;
    private static final int TICKS = 200;

    private final Billing billing;
    private final Publications publications;
    private final RunningMachines machines;
    private final Instant hour;

    private SettlementRun(ConfigurableApplicationContext shop) {
        this.billing = shop.getBean(Billing.class);
        this.publications = shop.getBean(Publications.class);
        this.machines = new RunningMachines(shop.getBean(JdbcClient.class), shop.getBean(TransactionOperations.class));
        this.hour = machines.lastHour();
    }

    /** What the rounds took, in milliseconds. */
    private record Rounds(List<Long> shop, List<Long> sql) {

        String text() {
            return "ms " + shop + " : " + sql;
        }
    }

    /** @param args the address of the database */
    public static void main(String[] args) {
        try (ConfigurableApplicationContext shop = BenchProcess.shop(args[0])) {
            new SettlementRun(shop).run();
        }
    }

    private void run() {
        machines.open(0, FEW_ACCOUNTS);
        rounds(0, FEW_ACCOUNTS);
        Rounds few = rounds(0, FEW_ACCOUNTS);
        long tick = tick();
        machines.open(FEW_ACCOUNTS, ACCOUNTS);
        Rounds fewAmong = rounds(0, FEW_ACCOUNTS);
        long tickAmong = tick();
        HeapPeak peak = HeapPeak.watched();
        Rounds all = rounds(FEW_ACCOUNTS, ACCOUNTS);
        BenchProcess.print(Integer.toString(ACCOUNTS * RunningMachines.PER_ACCOUNT));
        BenchProcess.print(Times.text(Times.ratio(all.shop(), all.sql())) + " " + all.text());
        BenchProcess.print(Long.toString(peak.megabytes()));
        BenchProcess.print(Times.text(Times.ratio(all.shop(), few.shop())) + " ms " + all.shop() + " : " + few.shop());
        BenchProcess.print(
                Times.text(Times.ratio(fewAmong.shop(), few.shop())) + " ms " + fewAmong.shop() + " : " + few.shop());
        BenchProcess.print(Times.text((double) tickAmong / tick) + " µs " + tickAmong / 1000 + " : " + tick / 1000);
    }

    private Rounds rounds(int first, int accounts) {
        Rounds rounds = new Rounds(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            machines.due(first, accounts, hour);
            rounds.sql().add(Times.millis(() -> machines.settleBySql(hour)));
            String bySql = machines.settled();
            machines.due(first, accounts, hour);
            rounds.shop().add(Times.millis(this::settle));
            if (!machines.settled().equals(bySql)) {
                throw new IllegalStateException("By the shop " + machines.settled() + ", by SQL " + bySql);
            }
        }
        System.out.println(accounts + " accounts: " + rounds.text() + "; " + machines.settled());
        return rounds;
    }

    private void settle() {
        billing.runDue(hour);
        if (publications.outstanding() > 0) {
            throw new IllegalStateException("Nobody should be warned: there is plenty on every balance");
        }
    }

    private long tick() {
        return Times.medianNanos(TICKS, () -> billing.runDue(hour));
    }
}
