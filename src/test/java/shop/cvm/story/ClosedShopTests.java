package shop.cvm.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import shop.cvm.ShopProcess;
import shop.cvm.account.NewApiKey;
import shop.cvm.api.JavaClient;

/** What the settings open, in a shop of its own: as it comes everything but the shop and its sandbox is closed. */
class ClosedShopTests {

    private static final Logger LOG = LoggerFactory.getLogger(ClosedShopTests.class);
    private static final NewApiKey KEY = new NewApiKey("AKIDopenedshop", "secretOfTheOpenedShop1");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SHOP_SANDBOX_ACCOUNT_EMAIL", "demo@shop.example",
            "SHOP_SANDBOX_ACCOUNT_PASSWORD", "a long enough one",
            "SHOP_SANDBOX_ACCOUNT_BALANCE", "5000.00",
            "SHOP_SANDBOX_ACCOUNT_SECRETID", KEY.secretId(),
            "SHOP_SANDBOX_ACCOUNT_SECRETKEY", KEY.secretKey());

    private static final String[] OPENED = {
        "--shop.operator.email=operator@shop.example",
        "--shop.operator.password=a long enough one",
        "--shop.sandbox.faults.wallet-down.times=3",
        "--shop.sandbox.faults.wallet-notification-delayed.delay=10m",
    };

    private static final int MACHINES = 5;

    private static final String MACHINE = """
            {"InstanceChargeType": "POSTPAID_BY_HOUR", "Placement": {"Zone": "ap-guangzhou-3"},
             "InstanceType": "S5.MEDIUM4", "ImageId": "img-487zeit5"}
            """;

    @TempDir
    Path folder;

    private int port;

    @Test
    void withoutSettingsThereIsNoOperatorAndTheSandboxOnlyUntilItIsSwitchedOff() throws Exception {
        try (ShopProcess shop = ShopProcess.start(folder, "--shop.sandbox.enabled=false")) {
            opened(shop);
            assertThat(folder.resolve("shop.log")).content().containsOnlyOnce("No e-mail is sent");
            assertThat(get("/actuator/health", "").body()).isEqualTo("{\"status\":\"UP\"}");
            for (String path : new String[] {
                "/operator/invariants",
                "/actuator",
                "/actuator/prometheus",
                "/sandbox",
                "/_sandbox/faults",
                "/_sandbox/clock"
            }) {
                assertThat(get(path, "").statusCode()).as(path).isEqualTo(404);
                assertThat(get(path, "operator@shop.example").statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
            assertThat(post("/_sandbox/faults", "{\"fault\": \"WALLET_DOWN\"}").statusCode())
                    .isEqualTo(404);
            for (String path : new String[] {"/_sandbox/clock", "/_sandbox/reset"}) {
                assertThat(post(path, "{\"days\": 1}").statusCode()).as(path).isEqualTo(404);
            }
            assertThat(get("/prices", "").body()).doesNotContain("/sandbox");
        }
        try (ShopProcess shop = ShopProcess.start(folder, ENVIRONMENT, OPENED)) {
            opened(shop);
            theOperatorIsToldThatEverythingAgrees();
            theAccountOfTheSettingsIsThere();
            theFaultsOfTheSettingsAreOn();
            machinesAreBoughtUntilTheyRun();
        }
        List<Duration> waits = waits();
        LOG.info("From payment to running: {}", waits);
        assertThat(waits).hasSize(MACHINES);
        assertThat(waits.get(MACHINES / 2)).as("in the middle of %s", waits).isLessThan(Duration.ofSeconds(1));
    }

    /** By the schedule that checks it: nobody has asked yet. */
    private void theOperatorIsToldThatEverythingAgrees() throws IOException, InterruptedException {
        assertThat(get("/actuator/prometheus", "").statusCode()).isEqualTo(401);
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        get("/actuator/prometheus", "operator@shop.example").body())
                .containsPattern("(?m)^shop_invariants_broken(\\{.*})? 0\\.0$"));
        assertThat(get("/_sandbox/invariants", "").body()).startsWith("{\"holds\":true");
    }

    private void theAccountOfTheSettingsIsThere() {
        Visitor demo = new Visitor(port);
        demo.open("/sign-in")
                .type("E-mail", "demo@shop.example")
                .type("Password", "a long enough one")
                .press("Sign in");
        assertThat(demo.open("/billing").text("#available")).isEqualTo("¥5,000.00");
        assertThat(demo.text("table")).contains("Balance of the sandbox account");
        assertThat(demo.open("/account").text("#identity")).startsWith("Verified");
    }

    private void theFaultsOfTheSettingsAreOn() throws IOException, InterruptedException {
        assertThat(get("/_sandbox/faults", "").body())
                .startsWith("{\"active\":[{\"fault\":\"WALLET_DOWN\",\"times\":3,\"delay\":\"PT0S\"},"
                        + "{\"fault\":\"WALLET_NOTIFICATION_DELAYED\",\"times\":null,\"delay\":\"PT10M\"}]");
    }

    /** One after the other, as fast as the schedule of the shop as it comes makes them. */
    private void machinesAreBoughtUntilTheyRun() {
        JavaClient client = new JavaClient(port, KEY, "TC3-HMAC-SHA256", "POST");
        for (int number = 1; number <= MACHINES; number++) {
            client.call("cvm", "2017-03-12", "RunInstances", MACHINE);
            int bought = number;
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(running(client))
                    .isEqualTo(bought));
        }
    }

    private static int running(JavaClient client) {
        String filter = "{\"Filters\": [{\"Name\": \"instance-state\", \"Values\": [\"RUNNING\"]}]}";
        return client.call("cvm", "2017-03-12", "DescribeInstances", filter)
                .get("TotalCount")
                .asInt();
    }

    /** How long each machine took from payment to running, in ascending order; as the closed shop has written it down. */
    private List<Duration> waits() {
        String database = "jdbc:h2:file:" + folder.resolve("data/shop")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;IFEXISTS=TRUE";
        return JdbcClient.create(new DriverManagerDataSource(database, "shop", ""))
                .sql("select paid_at, running_at from instances where running_at is not null")
                .query((row, number) -> Duration.between(
                        row.getTimestamp("paid_at").toInstant(),
                        row.getTimestamp("running_at").toInstant()))
                .list()
                .stream()
                .sorted()
                .toList();
    }

    /** A shop answers before its accounts of the settings are opened; it is open when it says so. */
    private void opened(ShopProcess shop) {
        port = shop.port();
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(folder.resolve("shop.log"))
                        .content()
                        .contains("is open at http://localhost:" + port));
    }

    private HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (!user.isEmpty()) {
            byte[] both = (user + ":a long enough one").getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        }
        return send(request);
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
