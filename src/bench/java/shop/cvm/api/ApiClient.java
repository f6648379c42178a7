package shop.cvm.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import shop.cvm.account.NewApiKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs calls and sends them over one connection that is kept. */
public final class ApiClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final NewApiKey key;

    /** The name of the host is signed; it takes a property of the JVM to send one's own. */
    public ApiClient(int port, NewApiKey key) {
        this.port = port;
        this.key = key;
    }

    /** @throws IllegalStateException if it is refused */
    public JsonNode call(String action, String json) throws IOException, InterruptedException {
        Incoming signed = SignedCalls.json(key, Instant.now().getEpochSecond(), action, json);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(signed.body()));
        signed.headers().forEach(request::setHeader);
        JsonNode answer = JsonMapper.shared()
                .readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                        .body())
                .get("Response");
        if (answer.has("Error")) {
            throw new IllegalStateException(action + ": " + answer);
        }
        return answer;
    }
}
