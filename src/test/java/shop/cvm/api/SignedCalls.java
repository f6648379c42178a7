package shop.cvm.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import shop.cvm.account.NewApiKey;

/** Calls as a client signs them, to be sent or to be spoilt. */
final class SignedCalls {

    static final String HOST = "shop.test:8080";
    static final String REGION = "ap-guangzhou";
    static final String JSON = "application/json";

    private static final String FORM = "application/x-www-form-urlencoded";

    private SignedCalls() {}

    static Incoming json(NewApiKey key, long now, String action, String json) {
        return tc3(key, now, "POST", action, "2017-03-12", "", JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    static Incoming json(NewApiKey key, long now, String version, String action, String json) {
        return tc3(key, now, "POST", action, version, "", JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    static Incoming query(NewApiKey key, long now, String action, String query) {
        return tc3(key, now, "GET", action, "2017-03-12", query, FORM, new byte[0]);
    }

    static Incoming tc3(
            NewApiKey key,
            long now,
            String method,
            String action,
            String version,
            String query,
            String type,
            byte[] body) {
        String day = Instant.ofEpochSecond(now)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        String scope = day + "/cvm/tc3_request";
        String canonical = method + "\n/\n" + query + "\ncontent-type:" + type + "\nhost:" + HOST
                + "\n\ncontent-type;host\n" + Hashing.sha256(body);
        String text = "TC3-HMAC-SHA256\n" + now + "\n" + scope + "\n"
                + Hashing.sha256(canonical.getBytes(StandardCharsets.UTF_8));
        byte[] day1 = Hashing.hmac("HmacSHA256", Hashing.bytes("TC3" + key.secretKey()), day);
        byte[] kSign = Hashing.hmac("HmacSHA256", Hashing.hmac("HmacSHA256", day1, "cvm"), "tc3_request");
        Map<String, String> headers = new HashMap<>();
        headers.put("host", HOST);
        headers.put("content-type", type);
        headers.put("x-tc-action", action);
        headers.put("x-tc-version", version);
        headers.put("x-tc-region", REGION);
        headers.put("x-tc-timestamp", Long.toString(now));
        headers.put("x-tc-language", "en-US");
        headers.put(
                "authorization",
                "TC3-HMAC-SHA256 Credential=" + key.secretId() + "/" + scope
                        + ", SignedHeaders=content-type;host, Signature="
                        + Hashing.hex(Hashing.hmac("HmacSHA256", kSign, text)));
        return new Incoming(method, "/", query, headers, body);
    }

    /** Version 1 of the signature, with the parameters of the action. */
    static Incoming v1(NewApiKey key, long now, String method, String path, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.putIfAbsent("Version", "2017-03-12");
        all.putIfAbsent("Region", REGION);
        all.put("SecretId", key.secretId());
        all.put("Timestamp", Long.toString(now));
        all.put("Nonce", "0");
        all.put("SignatureMethod", "HmacSHA256");
        String plain = method + HOST + path + "?"
                + all.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("&"));
        all.put(
                "Signature",
                Base64.getEncoder().encodeToString(Hashing.hmac("HmacSHA256", Hashing.bytes(key.secretKey()), plain)));
        String form = all.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        boolean get = method.equals("GET");
        return new Incoming(
                method,
                path,
                get ? form : "",
                Map.of("host", HOST, "content-type", FORM),
                get ? new byte[0] : bytes(form));
    }

    static Incoming with(Incoming call, String header, String value) {
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.put(header, value);
        return new Incoming(call.method(), call.path(), call.query(), headers, call.body());
    }

    static Incoming without(Incoming call, String header) {
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.remove(header);
        return new Incoming(call.method(), call.path(), call.query(), headers, call.body());
    }

    static Incoming withBody(Incoming call, byte[] body) {
        return new Incoming(call.method(), call.path(), call.query(), call.headers(), body);
    }

    static Incoming withQuery(Incoming call, String query) {
        return new Incoming(call.method(), call.path(), query, call.headers(), call.body());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
