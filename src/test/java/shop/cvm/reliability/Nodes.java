package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.CvmShop;
import shop.cvm.ShopJvm;
import shop.cvm.ShopProcess;
import shop.cvm.web.HttpVisitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shops beside each other on one PostgreSQL, each a process of its own. */
final class Nodes implements AutoCloseable {

    private final Path folder;
    private final Database database;
    private final List<String> settings;
    private final List<Machine> machines;
    private final AtomicReferenceArray<@Nullable ShopProcess> processes;
    private final List<Duration> startTimes = new CopyOnWriteArrayList<>();

    /**
     * Where a node runs.
     *
     * @param skew by how much its clock is wrong
     * @param balance what the account that the node opens is given, in CNY
     */
    record Machine(Duration skew, String balance) {

        static Machine withSkew(Duration skew) {
            return new Machine(skew, "900000000");
        }

        static Machine withBalance(String balance) {
            return new Machine(Duration.ZERO, balance);
        }
    }

    private Nodes(Path folder, Database database, List<Machine> machines, List<String> settings) {
        this.folder = folder;
        this.database = database;
        this.machines = machines;
        this.settings = settings;
        this.processes = new AtomicReferenceArray<>(machines.size());
    }

    /** Starts so many at the same moment, and returns when a proxy would send somebody to each. */
    static Nodes start(int count, Path folder, Database database, String... settings) throws IOException {
        return start(Collections.nCopies(count, Machine.withSkew(Duration.ZERO)), folder, database, settings);
    }

    /** One on each of these. */
    static Nodes start(List<Machine> machines, Path folder, Database database, String... settings) throws IOException {
        ShopJvm.command(CvmShop.class); // makes the archive of classes, which is no part of a start
        Nodes nodes = new Nodes(folder, database, machines, List.of(settings));
        List<CompletableFuture<Void>> starting = IntStream.range(0, machines.size())
                .mapToObj(node -> CompletableFuture.runAsync(() -> nodes.start(node), Nodes::onThread))
                .toList();
        starting.forEach(CompletableFuture::join);
        return nodes;
    }

    /** The common pool of a small machine has one thread. */
    private static void onThread(Runnable work) {
        new Thread(work, "node-start").start();
    }

    JdbcClient jdbc() {
        return database.jdbc();
    }

    int count() {
        return processes.length();
    }

    /** Of the node that is there, or was. */
    int port(int node) {
        return process(node).port();
    }

    /** From the command to the first request that is let in; the longest so far. */
    Duration startTime() {
        return startTimes.stream().max(Duration::compareTo).orElseThrow();
    }

    /** Like {@code kill -9}. */
    void kill(int node) throws InterruptedException {
        process(node).kill();
    }

    /** Returns when it takes requests. */
    void start(int node) {
        long begin = System.nanoTime();
        Path own = folder.resolve("node" + node);
        try {
            Files.createDirectories(own);
            processes.set(node, launch(node, own));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReadiness(node);
        startTimes.add(Duration.ofNanos(System.nanoTime() - begin));
    }

    private ShopProcess launch(int node, Path own) throws IOException {
        String[] arguments = Stream.of(
                        database.settings(),
                        settings,
                        account(new Customer(node), machines.get(node).balance()))
                .flatMap(List::stream)
                .toArray(String[]::new);
        Duration skew = machines.get(node).skew();
        return skew.isZero()
                ? ShopProcess.start(own, arguments)
                : ShopProcess.start(SkewedShop.class, own, List.of(skew.toString()), arguments);
    }

    private static List<String> account(Customer customer, String balance) {
        return List.of(
                "--shop.sandbox.account.email=" + customer.email(),
                "--shop.sandbox.account.password=" + customer.password(),
                "--shop.sandbox.account.balance=" + balance,
                "--shop.sandbox.account.secret-id=" + customer.key().secretId(),
                "--shop.sandbox.account.secret-key=" + customer.key().secretKey(),
                "--spring.profiles.active=postgres",
                "--shop.order.quota.prepaid-mainland=1000000",
                "--shop.order.quota.postpaid-mainland=1000000",
                "--shop.instance.simulated.public-range=100.64.0.0/10",
                "--shop.api.requests-per-second=1000",
                "--shop.operator.email=" + Customers.OPERATOR,
                "--shop.operator.password=" + Customers.PASSWORD,
                Numbers.areFull() ? "--shop.audit.every=1h" : "--shop.audit.every=2s");
    }

    /** As a proxy asks before it sends anybody there. */
    void awaitReadiness(int node) {
        Conditions.await("node " + node + " to be ready", () -> isReady(node));
    }

    boolean isReady(int node) {
        try {
            return new HttpVisitor(port(node))
                            .open("/actuator/health/readiness", "Accept", "*/*")
                            .status()
                    == 200;
        } catch (AssertionError noAnswer) {
            return false;
        }
    }

    private ShopProcess process(int node) {
        ShopProcess process = processes.get(node);
        if (process == null) {
            throw new IllegalStateException("Node " + node + " was never started");
        }
        return process;
    }

    /**
     * Everything that must be true of the data is true now: in the full form as a process of its own with the profile
     * {@code check} finds it, in the short one as a node does.
     *
     * @return what was found
     */
    String invariants() throws IOException, InterruptedException {
        if (Numbers.areFull()) {
            return invariants(database);
        }
        Instant done = now(jdbc());
        Conditions.await("node 0 to check everything", () -> checkedAt().isAfter(done));
        JsonNode invariants = health();
        assertThat(invariants.get("status").asString())
                .as(invariants.toString())
                .isEqualTo("UP");
        return "all";
    }

    /** The time of the shop with this database. */
    static Instant now(JdbcClient jdbc) {
        return jdbc.sql("select current_timestamp + offset_millis * interval '1 millisecond' from shop_clock")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private Instant checkedAt() {
        JsonNode details = health().get("details");
        return details == null ? Instant.EPOCH : Instant.parse(details.get("at").asString());
    }

    private JsonNode health() {
        String credentials = Customers.OPERATOR + ":" + Customers.PASSWORD;
        String answer = new HttpVisitor(port(0))
                .open(
                        "/actuator/health",
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                        "Accept",
                        "*/*")
                .body();
        return JsonMapper.shared().readTree(answer).get("components").get("invariants");
    }

    /** As {@code java -jar cvm-shop.jar --spring.profiles.active=postgres,check} prints it. */
    static String invariants(Database database) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ShopJvm.command(CvmShop.class));
        command.addAll(database.settings());
        command.add("--spring.profiles.active=postgres,check");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed;
        try (var reader = process.inputReader()) {
            printed = String.join("\n", reader.lines().toList());
        }
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains(", 0 broken").doesNotContain("BROKEN");
        return printed.lines().filter(line -> line.startsWith("holds ")).count() + " of "
                + printed.lines()
                        .filter(line -> line.endsWith(" broken"))
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    public void close() throws InterruptedException {
        for (int node = 0; node < count(); node++) {
            ShopProcess process = processes.get(node);
            if (process != null) {
                process.kill();
            }
        }
    }
}
