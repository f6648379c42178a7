package shop.cvm.api;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** A request signed by version 1 of the signature: {@code HmacSHA1} or {@code HmacSHA256}. */
final class V1Request implements Signed {

    private static final String SIGNATURE = "Signature";
    private static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final Duration LEGACY_TOLERANCE = Duration.ofSeconds(7200);

    private final Incoming request;
    private final List<Pair> pairs;
    private final Map<String, String> values;
    private final Common common;

    private V1Request(Incoming request, List<Pair> pairs, Map<String, String> values, Common common) {
        this.request = request;
        this.pairs = pairs;
        this.values = values;
        this.common = common;
    }

    /** @throws ApiRefusal if something is missing, or not in its form */
    static V1Request of(Incoming request) {
        List<Pair> pairs = Pair.all(request.form());
        Map<String, String> values = new HashMap<>();
        pairs.forEach(pair -> values.putIfAbsent(pair.name(), pair.value()));
        for (String name : List.of("SecretId", SIGNATURE, "Action", "Version", "Timestamp", "Nonce")) {
            Common.required(name, value(values, name));
        }
        long timestamp = Common.integer("Timestamp", value(values, "Timestamp"));
        requireNonce(value(values, "Nonce"));
        Common common = new Common(
                value(values, "Action"),
                value(values, "Version"),
                value(values, "Region"),
                timestamp,
                value(values, "Token"),
                Common.language(value(values, "Language")));
        return new V1Request(request, pairs, values, common);
    }

    /** Clients draw it from ranges of their own, the widest of 63 bits, and may draw one twice. */
    private static void requireNonce(String nonce) {
        if (!nonce.matches("[0-9]{1,20}") || new BigInteger(nonce).bitLength() > Long.SIZE) {
            throw Fault.INVALID_VALUE.refusal("Nonce", nonce);
        }
    }

    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    @Override
    public Common common() {
        return common;
    }

    @Override
    public String secretId() {
        return value(values, "SecretId");
    }

    @Override
    public Duration tolerance() {
        return request.isLegacy() ? LEGACY_TOLERANCE : TOLERANCE;
    }

    /** Some clients sign names with dots in place of underscores. */
    @Override
    public boolean isSignedWith(String secretKey) {
        String algorithm = value(values, "SignatureMethod").equals("HmacSHA256") ? "HmacSHA256" : "HmacSHA1";
        byte[] key = Hashing.bytes(secretKey);
        boolean matches = false;
        for (String host : Tc3Request.hosts(request)) {
            for (UnaryOperator<String> name :
                    List.<UnaryOperator<String>>of(UnaryOperator.identity(), sent -> sent.replace('_', '.'))) {
                String text = request.method() + host + request.path() + '?' + text(name);
                String expected = Base64.getEncoder().encodeToString(Hashing.hmac(algorithm, key, text));
                matches |= Hashing.areEqual(expected, value(values, SIGNATURE));
            }
        }
        return matches;
    }

    /** A parameter that comes twice is in it twice, so nothing can be added to what was signed. */
    private String text(UnaryOperator<String> name) {
        return pairs.stream()
                .filter(pair -> !pair.name().equals(SIGNATURE))
                .sorted(Comparator.comparing(Pair::name))
                .map(pair -> name.apply(pair.name()) + '=' + pair.value())
                .collect(Collectors.joining("&"));
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public ObjectNode parameters() {
        return FlatParameters.tree(pairs);
    }
}
