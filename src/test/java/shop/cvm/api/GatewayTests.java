package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.NewApiKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every request goes through before its action: section 7.1 of the contract. */
@ShopTest
@Tag("page")
class GatewayTests {

    private static final String ZONES = "DescribeZones";

    @Autowired
    private Gateway gateway;

    @Autowired
    private Actions actions;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private Clock clock;

    private AccountId account;
    private NewApiKey key;
    private long now;

    @BeforeEach
    void aKey() {
        account = customers.account().id();
        key = keys.create(account, false);
        now = clock.instant().getEpochSecond();
    }

    @Test
    void everyShapeOfRequestIsUnderstood() {
        Map<String, String> filter = Map.of(
                "Action", "DescribeImages", "Filters.1.Name", "platform", "Filters.1.Values.3", "Ubuntu", "Limit", "3");
        String json = "{\"Filters\": [{\"Name\": \"platform\", \"Values\": [\"Ubuntu\"]}], \"Limit\": 3}";
        String query = "Limit=3&Filters.0.Values.0=Ubuntu&Filters.0.Name=platform";
        String multipart = "--x\r\nContent-Disposition: form-data; name=\"Limit\"\r\n\r\n3\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"Filters.0.Name\"\r\n\r\nplatform\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"Filters.0.Values.0\"\r\n\r\nUbuntu\r\n--x--\r\n";

        List<JsonNode> answers = List.of(
                answer(SignedCalls.json(key, now, "DescribeImages", json)),
                answer(SignedCalls.query(key, now, "DescribeImages", query)),
                answer(SignedCalls.tc3(
                        key,
                        now,
                        "POST",
                        "DescribeImages",
                        "2017-03-12",
                        "",
                        "multipart/form-data; boundary=x",
                        SignedCalls.bytes(multipart))),
                answer(SignedCalls.v1(key, now, "GET", "/", filter)),
                answer(SignedCalls.v1(key, now, "POST", "/", filter)),
                answer(SignedCalls.v1(key, now, "POST", "/v2/index.php", filter)),
                answer(SignedCalls.v1(key, now, "GET", "/v2/index.php/", filter)));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.has("Error")).as(answer.toString()).isFalse();
            assertThat(answer.get("ImageSet").size()).isEqualTo(3);
            assertThat(answer.get("ImageSet").get(0).get("Platform").asString()).isEqualTo("Ubuntu");
            assertThat(answer.get("RequestId").asString()).hasSize(36);
        });
    }

    @Test
    void checksComeInTheirSequence() {
        Incoming good = SignedCalls.json(key, now, ZONES, "{}");
        Incoming old = SignedCalls.json(key, now - 301, ZONES, "{}");
        String authorization = good.header("Authorization");

        assertThat(code(SignedCalls.withBody(good, new byte[Requests.mostBody(false) + 1])))
                .isEqualTo("RequestSizeLimitExceeded");
        assertThat(code(SignedCalls.withQuery(good, "a".repeat(32 * 1024 + 1)))).isEqualTo("RequestSizeLimitExceeded");
        assertThat(code(new Incoming("PUT", "/", "", good.headers(), good.body())))
                .isEqualTo("UnsupportedProtocol");
        assertThat(code(SignedCalls.without(good, "authorization"))).isEqualTo("MissingParameter");
        assertThat(code(SignedCalls.without(good, "x-tc-timestamp"))).isEqualTo("MissingParameter");
        assertThat(code(SignedCalls.without(good, "x-tc-version"))).isEqualTo("MissingParameter");
        assertThat(code(SignedCalls.without(good, "x-tc-action"))).isEqualTo("MissingParameter");
        assertThat(code(SignedCalls.with(good, "authorization", "SKIP"))).isEqualTo("AuthFailure.InvalidAuthorization");
        assertThat(code(SignedCalls.with(
                        good, "authorization", authorization.replace("content-type;host", "content-type;host;host"))))
                .as("a header that is named twice")
                .isEqualTo("AuthFailure.InvalidAuthorization");
        assertThat(code(SignedCalls.with(good, "authorization", authorization.replace("content-type;host", "host"))))
                .isEqualTo("AuthFailure.InvalidAuthorization");
        assertThat(code(SignedCalls.with(good, "x-tc-timestamp", "soon"))).isEqualTo("InvalidParameterValue");
        assertThat(code(SignedCalls.with(old, "authorization", authorization.replace("AKID", "AKIX"))))
                .isEqualTo("AuthFailure.SecretIdNotFound");
        assertThat(code(SignedCalls.withBody(old, SignedCalls.bytes("{ }")))).isEqualTo("AuthFailure.SignatureFailure");
        assertThat(code(SignedCalls.with(old, "x-tc-token", "t"))).isEqualTo("AuthFailure.SignatureExpire");
        assertThat(code(SignedCalls.json(key, now + 400, ZONES, "{}"))).isEqualTo("AuthFailure.SignatureExpire");
        assertThat(code(SignedCalls.with(SignedCalls.json(key, now, "1999-01-01", ZONES, "{}"), "x-tc-token", "t")))
                .isEqualTo("AuthFailure.TokenFailure");
        assertThat(code(SignedCalls.json(key, now, "1999-01-01", "Nonsense", "{}")))
                .isEqualTo("NoSuchVersion");
        assertThat(code(SignedCalls.without(SignedCalls.json(key, now, "Nonsense", "{}"), "x-tc-region")))
                .isEqualTo("InvalidAction");
        assertThat(code(SignedCalls.without(SignedCalls.json(key, now, ZONES, "["), "x-tc-region")))
                .isEqualTo("MissingParameter");
        assertThat(code(SignedCalls.with(SignedCalls.json(key, now, ZONES, "["), "x-tc-region", "moon")))
                .isEqualTo("UnsupportedRegion");
        assertThat(code(SignedCalls.json(key, now, ZONES, "["))).isEqualTo("InvalidParameter");
        assertThat(code(SignedCalls.json(key, now, ZONES, "{\"Moon\": 1}"))).isEqualTo("UnknownParameter");
        assertThat(code(good)).isEmpty();
    }

    @Test
    void version1IsCheckedTheSameWay() {
        Map<String, String> call = Map.of("Action", ZONES);
        Incoming good = SignedCalls.v1(key, now, "GET", "/", call);

        assertThat(code(good)).isEmpty();
        for (String parameter : List.of("SecretId", "Signature", "Action", "Version", "Timestamp", "Nonce")) {
            assertThat(code(SignedCalls.withQuery(good, good.query().replaceAll(parameter + "=[^&]*&?", ""))))
                    .as(parameter)
                    .isEqualTo("MissingParameter");
        }
        assertThat(code(SignedCalls.withQuery(good, good.query().replace("Nonce=0", "Nonce=x"))))
                .isEqualTo("InvalidParameterValue");
        assertThat(code(SignedCalls.v1(key, now - 301, "GET", "/", call))).isEqualTo("AuthFailure.SignatureExpire");
        assertThat(code(SignedCalls.v1(key, now - 7000, "GET", "/v2/index.php", call)))
                .isEmpty();
        assertThat(code(SignedCalls.v1(key, now - 7201, "GET", "/v2/index.php", call)))
                .isEqualTo("AuthFailure.SignatureExpire");
        assertThat(code(SignedCalls.v1(key, now, "GET", "/", Map.of("Action", ZONES, "Token", "t"))))
                .isEqualTo("AuthFailure.TokenFailure");
        assertThat(code(SignedCalls.v1(key, now, "GET", "/", Map.of("Action", ZONES, "Region", "gz"))))
                .isEmpty();
        assertThat(code(SignedCalls.withBody(SignedCalls.v1(key, now, "POST", "/", call), new byte[1024 * 1024 + 1])))
                .isEqualTo("RequestSizeLimitExceeded");
    }

    @Test
    void theInterfaceWithoutAVersionSaysSoInItsOwnForm() {
        JsonNode answer = JsonMapper.shared()
                .readTree(gateway.answer(
                                new Incoming("GET", "/v2/index.php", "Action=RunInstances", Map.of(), new byte[0]))
                        .json());

        assertThat(answer.get("code").asInt()).isEqualTo(6100);
        assertThat(answer.get("message").asString()).contains("2017-03-12");
    }

    @Test
    void aKeyThatIsDisabledOrOnlyReadsIsRefused() {
        NewApiKey reader = keys.create(account, true);
        String ids = "{\"InstanceIds\": [\"ins-00000000\"]}";

        assertThat(code(SignedCalls.json(reader, now, "DescribeInstances", ids)))
                .isEmpty();
        assertThat(code(SignedCalls.json(reader, now, "StopInstances", ids))).isEqualTo("UnauthorizedOperation");
        assertThat(code(SignedCalls.json(key, now, "StopInstances", ids))).isEqualTo("InvalidInstanceId.NotFound");
        keys.enable(account, key.secretId(), false);
        assertThat(code(SignedCalls.json(key, now, "StopInstances", ids))).isEqualTo("AuthFailure.SecretIdNotFound");
        keys.enable(account, key.secretId(), true);
        assertThat(keys.delete(account, key.secretId())).isFalse();
        assertThat(code(SignedCalls.json(key, now, "DescribeInstances", ids))).isEmpty();
    }

    @Test
    void moreRequestsThanTheLimitInASecondAreRefused() {
        Incoming call = SignedCalls.json(key, now, ZONES, "{}");
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 5000 && codes.size() < 2; i++) {
            codes.add(code(call));
        }

        assertThat(codes).containsExactlyInAnyOrder("", "RequestLimitExceeded");
    }

    @Test
    void whatTheShopFailsAtIsAnsweredAsWell() {
        Incoming call = SignedCalls.json(key, now, ZONES, "{}");
        Incoming broken = new Incoming("POST", "/", "", call.headers(), null);

        assertThat(code(broken)).isEqualTo("InternalError");
    }

    @Test
    void messagesComeInTheLanguageOfTheCaller() {
        Incoming english = SignedCalls.json(key, now, "Nonsense", "{}");

        assertThat(message(english)).isEqualTo("There is no action Nonsense in this version.");
        assertThat(message(SignedCalls.without(english, "x-tc-language"))).contains("该版本没有接口 Nonsense");
    }

    /** None of them may be taken for what its sender has signed, and none answered in another form. */
    @Test
    void noneOfTenThousandSpoiltRequestsIsAccepted() {
        List<Incoming> good = List.of(
                SignedCalls.json(key, now, "DescribeInstances", "{\"Limit\": 20, \"Offset\": 10}"),
                SignedCalls.query(
                        key, now, "DescribeInstances", "Limit=20&Offset=10&Filters.0.Name=zone&Filters.0.Values.0=a"),
                SignedCalls.v1(key, now, "GET", "/", Map.of("Action", "DescribeInstances", "Limit", "20")),
                SignedCalls.v1(key, now, "POST", "/", Map.of("Action", "DescribeInstances", "Limit", "20")));
        assertThat(good).allSatisfy(call -> assertThat(code(call)).isEmpty());
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Integer> codes = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            Incoming spoilt = Spoilt.of(good.get(i % good.size()), random);
            String code = code(spoilt);
            assertThat(code)
                    .as("seed %d, request %d: %s %s", seed, i, spoilt.query(), spoilt.headers())
                    .isNotEmpty()
                    .isNotEqualTo("InternalError");
            codes.merge(code, 1, Integer::sum);
        }

        assertThat(codes)
                .containsKeys("AuthFailure.SignatureFailure", "AuthFailure.SecretIdNotFound", "MissingParameter");
    }

    private String code(Incoming call) {
        JsonNode error = answer(call).get("Error");
        return error == null ? "" : error.get("Code").asString();
    }

    private String message(Incoming call) {
        return answer(call).get("Error").get("Message").asString();
    }

    private JsonNode answer(Incoming call) {
        JsonNode response =
                JsonMapper.shared().readTree(gateway.answer(call).json()).get("Response");
        assertThat(response.get("RequestId").asString()).hasSize(36);
        return response;
    }
}
