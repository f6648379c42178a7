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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.cvm.ShopProcess;

/** What the settings open, in a shop of its own: as it comes everything but the shop and its sandbox is closed. */
class ClosedShopTests {

    private static final String[] OPENED = {
        "--shop.operator.email=operator@shop.example",
        "--shop.operator.password=a long enough one",
        "--shop.sandbox.account.email=demo@shop.example",
        "--shop.sandbox.account.password=a long enough one",
        "--shop.sandbox.account.balance=5000.00",
    };

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
        try (ShopProcess shop = ShopProcess.start(folder, OPENED)) {
            opened(shop);
            assertThat(get("/actuator/prometheus", "").statusCode()).isEqualTo(401);
            assertThat(get("/actuator/prometheus", "operator@shop.example").body())
                    .contains("shop_invariants_broken");
            assertThat(get("/_sandbox/invariants", "").body()).startsWith("{\"holds\":true");
            Visitor demo = new Visitor(port);
            demo.open("/sign-in")
                    .type("E-mail", "demo@shop.example")
                    .type("Password", "a long enough one")
                    .press("Sign in");
            assertThat(demo.open("/billing").text("#available")).isEqualTo("¥5,000.00");
            assertThat(demo.text("table")).contains("Balance of the sandbox account");
            assertThat(demo.open("/account").text("#identity")).startsWith("Verified");
        }
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
