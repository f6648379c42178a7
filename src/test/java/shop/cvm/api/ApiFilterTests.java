package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.ShopTest;

/** Which requests are calls of the API and which want a page: section 1.2 of the contract. */
@ShopTest
@Tag("page")
class ApiFilterTests {

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?Action=DescribeZones",
                "/?a=b&Action=",
                "/prices?Action=RunInstances",
                "/no/such/page?%41ction=x",
                "/v2/index.php",
                "/v2/index.php/?a=%zz"
            })
    void aCallIsAnsweredAsOne(String path) throws Exception {
        // Java's own client refuses to send what is no escape, so the last one is sent as one.
        HttpResponse<String> answer = send(get(path.replace("%zz", "%25zz")));

        assertJson(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?action=DescribeZones", "/?q=Action", "/prices?x=Action%3D1", "/v2/index.phpx"})
    void everythingElseIsAPage(String path) throws Exception {
        HttpResponse<String> answer = send(get(path));

        assertThat(answer.headers().firstValue("Content-Type").orElse("text/html"))
                .startsWith("text/html");
    }

    @Test
    void headersMakeACallOfAnyPath() throws Exception {
        assertJson(send(get("/orders").header("X-TC-Action", "DescribeZones")));
        assertJson(send(get("/orders").header("Authorization", "TC3-HMAC-SHA256 nonsense")));
        assertThat(send(get("/orders").header("Authorization", "Basic YTpi"))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).contains("/sign-in"));
    }

    @Test
    void whateverIsPostedToTheRootIsACall() throws Exception {
        assertJson(send(post("/", "").header("Content-Type", "application/json")));
        assertJson(send(post("/", "a=b").header("Content-Type", "application/x-www-form-urlencoded")));
        assertJson(send(post("/", "x").header("Content-Type", "multipart/form-data; boundary=y")));
        assertJson(send(post("/prefix/", "Action=x").header("Content-Type", "application/x-www-form-urlencoded")));
        assertThat(send(post("/sign-in", "a=b").header("Content-Type", "application/x-www-form-urlencoded"))
                        .body())
                .doesNotContain("RequestId");
    }

    @Test
    void traceAndRequestAreNamedInTheAnswer() throws Exception {
        HttpResponse<String> answer = send(get("/?Action=x").header("X-TC-TraceId", "a63a38ce-88da"));

        assertThat(answer.headers().firstValue("X-TC-TraceId")).contains("a63a38ce-88da");
        String id = answer.headers().firstValue("X-TC-RequestId").orElseThrow();
        assertThat(answer.body()).contains("\"RequestId\":\"" + id + "\"");
    }

    @Test
    void whatIsTooLargeIsAnsweredAsWell() throws Exception {
        HttpResponse<String> answer =
                send(post("/", "x".repeat(11 * 1024 * 1024)).header("X-TC-Action", "RunInstances"));

        assertJson(answer);
        assertThat(answer.body()).contains("RequestSizeLimitExceeded");
        assertThat(send(get("/?Action=x&y=" + "y".repeat(32 * 1024))).body()).contains("RequestSizeLimitExceeded");
    }

    private static void assertJson(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).startsWith("{").containsAnyOf("\"Response\":{\"Error\":{\"Code\":", "\"code\":6100");
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpRequest.Builder post(String path, String body) {
        return get(path).POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
