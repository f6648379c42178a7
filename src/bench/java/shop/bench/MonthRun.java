package shop.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.sandbox.ClockPushes;

/**
 * The process that pushes the clock over thirty days of one customer with ten machines, as {@code /sandbox} does, and
 * settles the same hours by hand, each in a transaction of its own.
 */
final class MonthRun {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ROUNDS = 3;

    private final ClockPushes clock;
    private final JdbcClient jdbc;
    private final RunningMachines machines;

    private MonthRun(ConfigurableApplicationContext shop) {
        this.clock = shop.getBean(ClockPushes.class);
        this.jdbc = shop.getBean(JdbcClient.class);
        this.machines = new RunningMachines(jdbc, shop.getBean(TransactionOperations.class));
    }

    /** @param args the address of the database */
    public static void main(String[] args) {
        try (ConfigurableApplicationContext shop = BenchProcess.shop(args[0], "--shop.sandbox.enabled=true")) {
            new MonthRun(shop).run();
        }
    }

    private void run() {
        machines.open(0, 1);
        List<Long> shop = new ArrayList<>();
        List<Long> sql = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            begin();
            sql.add(Times.millis(this::bySql));
            String bySql = machines.settled();
            begin();
            shop.add(Times.millis(this::push));
            if (!machines.settled().equals(bySql)) {
                throw new IllegalStateException("By the shop " + machines.settled() + ", by SQL " + bySql);
            }
        }
        System.out.println(machines.settled() + " " + clock.state().push());
        List<Long> warmShop = shop.subList(1, shop.size());
        List<Long> warmSql = sql.subList(1, sql.size());
        BenchProcess.print(Times.text(Times.ratio(warmShop, warmSql)) + " ms " + warmShop + " : " + warmSql);
    }

    private void begin() {
        jdbc.sql("update shop_clock set offset_millis = 0").update();
        machines.due(0, 1, machines.lastHour());
    }

    private void bySql() {
        Instant first = machines.lastHour();
        for (Instant due = first; !due.isAfter(first.plus(MONTH)); due = due.plus(Duration.ofHours(1))) {
            machines.settleBySql(due);
        }
    }

    private void push() {
        clock.push(MONTH);
        try {
            if (!clock.await(PATIENCE)) {
                throw new IllegalStateException("The clock has not arrived after " + PATIENCE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
