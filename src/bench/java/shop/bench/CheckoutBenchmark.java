package shop.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.CvmShop;

/**
 * Purchases (an order placed and paid from the balance, both committed) against the default script of pgbench, on one
 * server in one run: 16 threads at the shop's service on accounts of their own, and 16 connections of pgbench. The
 * rounds alternate. No schedule runs meanwhile.
 */
final class CheckoutBenchmark {

    private static final int THREADS = 16;
    private static final int SCALE = 50;
    private static final int WARM_UP_SECONDS = 10;

    /** The compiler shares two cores with the load, so that the rate may rise for minutes. */
    private static final int RISELESS_ROUNDS = 3;

    private static final int MAX_WARM_UP_ROUNDS = 30;
    private static final int ROUND_SECONDS = 10;
    private static final int ROUNDS = 3;
    private static final double PROMISED = 0.15;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9]+)");

    private final Path folder;
    private final Report report;

    CheckoutBenchmark(Path folder, Report report) {
        this.folder = folder;
        this.report = report;
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        try (PostgresServer server = PostgresServer.start(folder);
                ConfigurableApplicationContext shop = shop(server)) {
            server.asPostgres(server.connected("createdb", "pgbench"));
            server.asPostgres(server.connected("pgbench", "-i", "-q", "-s", Integer.toString(SCALE), "pgbench"));
            compare(server, shop);
        }
    }

    private void compare(PostgresServer server, ConfigurableApplicationContext shop)
            throws IOException, InterruptedException, ExecutionException {
        Buyers buyers = new Buyers(shop, THREADS);
        warmUp(buyers);
        transactionsPerSecond(server);
        double[] ratios = new double[ROUNDS];
        List<String> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long purchases = purchasesPerSecond(buyers, ROUND_SECONDS);
            long transactions = transactionsPerSecond(server);
            ratios[round] = (double) purchases / transactions;
            rounds.add(purchases + ":" + transactions);
        }
        Arrays.sort(ratios);
        String remark = String.format(Locale.ROOT, "per second %s", String.join(", ", rounds));
        report.atLeast("purchases, times pgbench's transactions", PROMISED, ratios[ROUNDS / 2], remark);
    }

    /** Buys until half a minute has brought no better rate, at most five minutes. */
    private static void warmUp(Buyers buyers) throws InterruptedException, ExecutionException {
        long best = 0;
        int riseless = 0;
        for (int round = 0; round < MAX_WARM_UP_ROUNDS && riseless < RISELESS_ROUNDS; round++) {
            long rate = purchasesPerSecond(buyers, WARM_UP_SECONDS);
            riseless = rate > best ? 0 : riseless + 1;
            best = Math.max(best, rate);
        }
    }

    private static long purchasesPerSecond(Buyers buyers, int seconds) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            return purchases(buyers, seconds, threads) / seconds;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long purchases(Buyers buyers, int seconds, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Future<Long>> running = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            int thread = number;
            running.add(threads.submit(() -> buyers.buyUntil(end, thread)));
        }
        long purchases = 0;
        for (Future<Long> one : running) {
            purchases += one.get();
        }
        return purchases;
    }

    private static long transactionsPerSecond(PostgresServer server) throws IOException, InterruptedException {
        String printed = server.asPostgres(server.connected(
                "pgbench",
                "-c",
                Integer.toString(THREADS),
                "-j",
                "2",
                "-T",
                Integer.toString(ROUND_SECONDS),
                "pgbench"));
        Matcher tps = TPS.matcher(printed);
        if (!tps.find()) {
            throw new IOException("pgbench names no rate: " + printed);
        }
        return Long.parseLong(tps.group(1));
    }

    private static ConfigurableApplicationContext shop(PostgresServer server) {
        ConfigurableApplicationContext shop = new SpringApplicationBuilder(CvmShop.class)
                .run(
                        "--server.port=0",
                        "--shop.schedules.enabled=false",
                        "--shop.order.quota.prepaid-mainland=1000000000",
                        "--shop.secret-key=a secret of the benchmark, long enough for the shop",
                        "--spring.datasource.url=" + server.jdbcUrl(),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.hikari.maximum-pool-size=" + (THREADS + 4),
                        "--logging.level.root=warn");
        shop.getBean(JdbcClient.class)
                .sql("update stock set capacity = 1000000000")
                .update();
        return shop;
    }
}
