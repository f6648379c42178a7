package shop.cvm.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import shop.cvm.TestDatabase;
import shop.cvm.account.NewApiKey;
import shop.cvm.api.JavaClient;
import shop.cvm.web.HttpVisitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two shops on one PostgreSQL, started at the same moment on an empty database, sell by the cloud API; one is killed while
 * it sells. Whoever gets no answer asks the other one, with the same token, as the vendor's clients do.
 */
@Tag("nodes")
class NodesTests {

    private static final Logger LOG = LoggerFactory.getLogger(NodesTests.class);
    private static final int BUYERS = 6;
    private static final int PURCHASES = 20;
    private static final int BEFORE_THE_KILL = 40;

    /** Takeover within 30 seconds (issue 7), and the address after that. */
    private static final Duration TAKEOVER = Duration.ofSeconds(40);

    private static final NewApiKey KEY = new NewApiKey("AKIDtwonodes", "secretOfTwoNodes01234");
    private static final String OPERATOR = "operator@example.com";
    private static final String PASSWORD = "correct horse 8";

    @TempDir
    Path folder;

    /** Ids of machines by the token they were bought with: what was acknowledged. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    @Test
    void aNodeKilledUnderLoadLosesNothingAndTheOtherGoesOn() throws Exception {
        String database = TestDatabase.emptyPostgres(
                "nodes_" + UUID.randomUUID().toString().replace('-', '_'));
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(database, "postgres", "postgres"));
        CompletableFuture<ShopProcess> starting = CompletableFuture.supplyAsync(() -> node("second", database));
        try (ShopProcess first = node("first", database);
                ShopProcess second = starting.join()) {
            awaitReadiness(first, second);
            jdbc.sql("update stock set capacity = 100000").update();
            ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
            List<Future<?>> buyers = new ArrayList<>();
            for (int buyer = 0; buyer < BUYERS; buyer++) {
                int number = buyer;
                buyers.add(threads.submit(() -> buy(number, first.port(), second.port())));
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> isSold(BEFORE_THE_KILL, buyers));
            first.kill();
            int before = acknowledged.size();
            for (Future<?> buyer : buyers) {
                buyer.get();
            }
            threads.shutdown();
            Instant sold = Instant.now();
            Awaitility.await()
                    .atMost(TAKEOVER)
                    .until(() -> count(jdbc, "instances where state = 'RUNNING' and public_ip is not null")
                            == acknowledged.size());
            LOG.info(
                    "{} purchases acknowledged before the kill, {} in all; all delivered {} after the last",
                    before,
                    acknowledged.size(),
                    Duration.between(sold, Instant.now()));
            everythingOnce(jdbc);
            theInvariantsHold(second.port());
        }
    }

    /** As a proxy asks before it sends anybody there. */
    private static void awaitReadiness(ShopProcess... nodes) {
        for (ShopProcess node : nodes) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> new HttpVisitor(node.port())
                                    .open("/actuator/health/readiness", "Accept", "*/*")
                                    .status()
                            == 200);
        }
    }

    /** A buyer who was refused says so at once. */
    private boolean isSold(int count, List<Future<?>> buyers) throws Exception {
        for (Future<?> buyer : buyers) {
            if (buyer.isDone()) {
                buyer.get();
            }
        }
        return acknowledged.size() >= count;
    }

    private void everythingOnce(JdbcClient jdbc) {
        long all = (long) BUYERS * PURCHASES;
        assertThat(acknowledged).hasSize(BUYERS * PURCHASES);
        assertThat(count(jdbc, "orders where state = 'PAID'")).isEqualTo(all);
        assertThat(count(jdbc, "orders")).isEqualTo(all);
        assertThat(count(jdbc, "entries where kind = 'DEDUCT'")).isEqualTo(all);
        assertThat(jdbc.sql("select instance_id from instances")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(acknowledged.values());
    }

    /** As the node that is left finds them, after all is done. */
    private static void theInvariantsHold(int port) {
        Instant done = Instant.now();
        String credentials =
                Base64.getEncoder().encodeToString((OPERATOR + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String health = new HttpVisitor(port)
                    .open("/actuator/health", "Authorization", "Basic " + credentials, "Accept", "*/*")
                    .body();
            JsonNode components = JsonMapper.shared().readTree(health).get("components");
            JsonNode invariants = components.get("invariants");
            assertThat(Instant.parse(invariants.get("details").get("at").asString()))
                    .isAfter(done);
            assertThat(invariants.get("status").asString()).as(health).isEqualTo("UP");
            assertThat(components.get("schedules").get("status").asString())
                    .as(health)
                    .isEqualTo("UP");
        });
    }

    private void buy(int buyer, int... ports) {
        for (int purchase = 0; purchase < PURCHASES; purchase++) {
            String token = buyer + "-" + purchase;
            for (int attempt = buyer; !acknowledged.containsKey(token); attempt++) {
                buyAt(ports[attempt % ports.length], token);
            }
        }
    }

    private void buyAt(int port, String token) {
        String wanted = """
                {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}, "ClientToken": "%s",
                 "Placement": {"Zone": "ap-guangzhou-3"}, "InstanceType": "S5.MEDIUM4", "ImageId": "img-487zeit5",
                 "InternetAccessible": {"InternetChargeType": "BANDWIDTH_PREPAID", "InternetMaxBandwidthOut": 1}}
                """;
        try {
            JsonNode answer = new JavaClient(port, KEY, "TC3-HMAC-SHA256", "POST")
                    .call("cvm", "2017-03-12", "RunInstances", wanted.formatted(token));
            acknowledged.put(token, answer.get("InstanceIdSet").get(0).asString());
        } catch (AssertionError failed) {
            if (!(failed.getCause() instanceof TencentCloudSDKException noAnswer) || isRefusal(noAnswer)) {
                throw failed;
            }
        }
    }

    /** What a node says; a node that is not there says nothing. */
    private static boolean isRefusal(TencentCloudSDKException thrown) {
        return thrown.getErrorCode() != null && !thrown.getErrorCode().isEmpty();
    }

    /** Of {@code jdbc:postgresql://host:port/name?options}. */
    private static String host(String database) {
        return database.replaceFirst("jdbc:postgresql://([^/]+)/.*", "$1");
    }

    private static String name(String database) {
        return database.replaceFirst("jdbc:postgresql://[^/]+/([^?]+).*", "$1");
    }

    private static long count(JdbcClient jdbc, String what) {
        return jdbc.sql("select count(*) from " + what).query(Long.class).single();
    }

    private ShopProcess node(String name, String database) {
        try {
            Files.createDirectories(folder.resolve(name));
            return ShopProcess.start(
                    folder.resolve(name),
                    "--spring.profiles.active=postgres",
                    "--SHOP_DATABASE_HOST=" + host(database),
                    "--SHOP_DATABASE_NAME=" + name(database),
                    "--SHOP_DATABASE_USER=postgres",
                    "--SHOP_DATABASE_PASSWORD=postgres",
                    "--SHOP_SECRET_KEY=a secret of the tests, long enough for the shop",
                    "--shop.operator.email=" + OPERATOR,
                    "--shop.operator.password=" + PASSWORD,
                    "--shop.sandbox.account.email=rich@example.com",
                    "--shop.sandbox.account.password=" + PASSWORD,
                    "--shop.sandbox.account.balance=90000",
                    "--shop.sandbox.account.secret-id=" + KEY.secretId(),
                    "--shop.sandbox.account.secret-key=" + KEY.secretKey(),
                    "--shop.order.quota.prepaid-mainland=100000",
                    "--shop.audit.every=2s",
                    "--shop.instance.simulated.prepaid-address-min=2s",
                    "--shop.instance.simulated.prepaid-address-max=4s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
