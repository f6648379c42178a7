package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.NewApiKey;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.order.OrderProgress;
import shop.cvm.order.Orders;
import shop.cvm.time.ShopClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vendor's Node clients, unmodified, live through a purchase in every way that they can sign
 * ({@code src/test/node/life.js}). They come from npm, so Node has to be installed.
 */
@ShopTest
@Tag("page")
class NodeClientTests {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");
    private static final String BOUGHT = "bought.json";
    private static final String LOG = "log.txt";
    private static final Duration STEP = Duration.ofMinutes(4);
    private static final int LONGEST_MINUTES = 3;

    @LocalServerPort
    private int port;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Invariants invariants;

    @BeforeAll
    static void theClientsAreThere() throws Exception {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "life.js")) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        orSkip(succeeds("node", "--version"), "Node is not installed, so the vendor's Node clients are not driven");
        orSkip(
                succeeds(
                        "npm",
                        "install",
                        "--no-package-lock",
                        "--no-audit",
                        "--no-fund",
                        "--prefer-offline",
                        "--ignore-scripts"),
                "npm could not install the vendor's Node clients; target/node/log.txt says why");
    }

    private static void orSkip(boolean possible, String reason) {
        if (!possible) {
            LoggerFactory.getLogger(NodeClientTests.class).warn("Skipped: {}", reason);
        }
        assumeTrue(possible, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "mainland, TC3-HMAC-SHA256, POST", "mainland, TC3-HMAC-SHA256, GET",
        "mainland, HmacSHA256, POST", "mainland, HmacSHA256, GET",
        "mainland, HmacSHA1, GET", "international, TC3-HMAC-SHA256, POST",
        "international, HmacSHA1, GET"
    })
    void theVendorsClientLivesThroughAPurchase(String client, String signature, String method) throws Exception {
        AccountId account = customers.with("5000.00");

        JsonNode bought = live(keys.create(account, false), client, signature, method);

        assertThat(ids(bought.get("hourly")))
                .hasSize(2)
                .extracting(id -> instances.instance(account, id).state())
                .containsOnly(InstanceState.TERMINATED);
        assertThat(ids(bought.get("monthly")))
                .extracting(id -> instances.instance(account, id))
                .extracting(Instance::state)
                .containsExactly(InstanceState.RUNNING);
        assertThat(orders.orders(account, 0).getContent())
                .as("one of hours, one of a month, one of a month more")
                .hasSize(3)
                .extracting(OrderProgress::order)
                .allMatch(order -> order.isPaid());
        invariants.hold();
    }

    /** The client asks again and again how its machines are; the shop's time passes meanwhile. */
    private JsonNode live(NewApiKey key, String client, String signature, String method) throws Exception {
        ProcessBuilder node = new ProcessBuilder("node", "life.js", client, signature, method)
                .directory(FOLDER.toFile())
                .redirectOutput(FOLDER.resolve(BOUGHT).toFile())
                .redirectError(FOLDER.resolve(LOG).toFile());
        node.environment()
                .putAll(Map.of(
                        "SHOP_ENDPOINT",
                        "127.0.0.1:" + port,
                        "SHOP_SECRET_ID",
                        key.secretId(),
                        "SHOP_SECRET_KEY",
                        key.secretKey()));
        Process process = node.start();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
        while (!process.waitFor(100, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
            clock.advance(STEP);
            instances.advanceDue();
        }
        process.destroyForcibly();
        assertThat(process.waitFor()).as(() -> "what the client said: " + log()).isZero();
        return JsonMapper.shared().readTree(FOLDER.resolve(BOUGHT).toFile());
    }

    private static List<InstanceId> ids(JsonNode list) {
        List<InstanceId> ids = new ArrayList<>();
        list.forEach(id -> ids.add(new InstanceId(id.asString())));
        return ids;
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve(LOG).toFile())
                    .start();
            boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static String log() {
        try {
            return Files.readString(FOLDER.resolve(LOG));
        } catch (IOException gone) {
            return gone.toString();
        }
    }
}
