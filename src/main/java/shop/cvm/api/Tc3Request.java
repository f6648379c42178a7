package shop.cvm.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request signed by {@code TC3-HMAC-SHA256}. Clients differ in what exactly they sign; whatever one of them does is
 * accepted.
 */
final class Tc3Request implements Signed {

    static final String SCHEME = "TC3-HMAC-SHA256";

    /** Headers that can be signed; the clients sign two or three. */
    private static final int MOST_SIGNED = 30;

    private static final String HMAC = "HmacSHA256";
    private static final String END = "/tc3_request";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final Pattern FORM = Pattern.compile(
            SCHEME + "\\s+Credential=([^,\\s]+)\\s*,\\s*SignedHeaders=([^,\\s]+)\\s*,\\s*Signature=([^,\\s]+)");
    private static final Pattern SCOPE = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})/(.+)" + END);

    private final Incoming request;
    private final Common common;
    private final String secretId;
    private final String day;
    private final String service;
    private final String signedHeaders;
    private final String signature;

    private Tc3Request(Incoming request, Common common, Matcher form, int slash, Matcher scope) {
        this.request = request;
        this.common = common;
        this.secretId = form.group(1).substring(0, slash);
        this.day = scope.group(1);
        this.service = scope.group(2);
        this.signedHeaders = form.group(2);
        this.signature = form.group(3);
    }

    /** @throws ApiRefusal if something is missing, or not in its form */
    static Tc3Request of(Incoming request) {
        String authorization = Common.required("Authorization", request.header("Authorization"));
        String action = Common.required("X-TC-Action", request.header("X-TC-Action"));
        String version = Common.required("X-TC-Version", request.header("X-TC-Version"));
        String timestamp = Common.required("X-TC-Timestamp", request.header("X-TC-Timestamp"));
        Matcher form = FORM.matcher(authorization);
        if (!form.matches()) {
            throw Fault.INVALID_AUTHORIZATION.refusal();
        }
        int slash = form.group(1).indexOf('/');
        Matcher scope = SCOPE.matcher(form.group(1).substring(slash + 1));
        List<String> signed = List.of(form.group(2).toLowerCase(Locale.ROOT).split(";"));
        if (slash < 0 || !scope.matches() || !isSignable(signed)) {
            throw Fault.INVALID_AUTHORIZATION.refusal();
        }
        Common common = new Common(
                action,
                version,
                request.header("X-TC-Region"),
                Common.integer("X-TC-Timestamp", timestamp),
                request.header("X-TC-Token"),
                Common.language(request.header("X-TC-Language")));
        return new Tc3Request(request, common, form, slash, scope);
    }

    /** Few, and each once: what is signed is no longer than what was sent. */
    private static boolean isSignable(List<String> headers) {
        return headers.size() <= MOST_SIGNED
                && headers.containsAll(List.of("content-type", "host"))
                && Set.copyOf(headers).size() == headers.size();
    }

    @Override
    public Common common() {
        return common;
    }

    @Override
    public String secretId() {
        return secretId;
    }

    @Override
    public Duration tolerance() {
        return TOLERANCE;
    }

    @Override
    public boolean isOfItsDay() {
        return Instant.ofEpochSecond(common.timestamp())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString()
                .equals(day);
    }

    @Override
    public boolean isSignedWith(String secretKey) {
        byte[] dayKey = Hashing.hmac(HMAC, Hashing.bytes("TC3" + secretKey), day);
        byte[] key = Hashing.hmac(HMAC, Hashing.hmac(HMAC, dayKey, service), "tc3_request");
        String payload = payloadHash();
        boolean matches = false;
        for (String path : either(request.path(), "/")) {
            for (String host : hosts(request)) {
                for (boolean lower : new boolean[] {false, true}) {
                    String expected = signature(key, canonical(path, host, lower, payload));
                    matches |= Hashing.areEqual(expected, signature);
                }
            }
        }
        return matches;
    }

    /** The host that was asked, as the request names it and without its port: clients sign one or the other. */
    static Set<String> hosts(Incoming request) {
        String host = request.header("Host");
        return either(host, host.replaceFirst(":[0-9]+$", ""));
    }

    private static Set<String> either(String one, String other) {
        return new LinkedHashSet<>(Arrays.asList(one, other));
    }

    private String payloadHash() {
        if (request.header("X-TC-Content-SHA256").equals(UNSIGNED)) {
            return Hashing.sha256(Hashing.bytes(UNSIGNED));
        }
        return Hashing.sha256(request.isGet() ? new byte[0] : request.body());
    }

    private String canonical(String path, String host, boolean lower, String payload) {
        StringBuilder text = new StringBuilder();
        text.append(request.method()).append('\n').append(path).append('\n');
        text.append(request.query()).append('\n');
        for (String name : signedHeaders.split(";")) {
            text.append(name).append(':').append(value(name, host, lower)).append('\n');
        }
        return text.append('\n')
                .append(signedHeaders)
                .append('\n')
                .append(payload)
                .toString();
    }

    private String value(String name, String host, boolean lower) {
        if (name.equalsIgnoreCase("host")) {
            return host;
        }
        String value = request.header(name);
        return lower ? value.toLowerCase(Locale.ROOT) : value;
    }

    private String signature(byte[] key, String canonical) {
        String text = SCHEME
                + '\n'
                + request.header("X-TC-Timestamp")
                + '\n'
                + day
                + '/'
                + service
                + END
                + '\n'
                + Hashing.sha256(Hashing.bytes(canonical));
        return Hashing.hex(Hashing.hmac(HMAC, key, text));
    }

    @Override
    public boolean isText() {
        return request.isGet() || request.isOf("multipart/form-data");
    }

    @Override
    public ObjectNode parameters() {
        if (request.isGet()) {
            return FlatParameters.tree(Pair.all(request.query()));
        }
        return request.isOf("multipart/form-data")
                ? FlatParameters.tree(Multipart.pairs(request))
                : JsonParameters.tree(request.body());
    }
}
