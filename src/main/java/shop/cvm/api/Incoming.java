package shop.cvm.api;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param method for example {@code POST}
 * @param path as it was sent, without the query
 * @param query behind the question mark, as it was sent; empty if there is none
 * @param headers by their names in lower case; of several of one name the first
 * @param body all bytes
 */
record Incoming(String method, String path, String query, Map<String, String> headers, byte[] body) {

    private static final String LEGACY = "/v2/index.php";

    /** The value of a header; empty if it was not sent. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip();
    }

    /** Whether it came to the entry of old clients. */
    boolean isLegacy() {
        return isLegacy(path);
    }

    static boolean isLegacy(String path) {
        return path.equals(LEGACY) || path.equals(LEGACY + "/");
    }

    boolean isGet() {
        return method.equals("GET");
    }

    /** What a form says, or the query of what has no body. */
    String form() {
        return isGet() ? query : new String(body, StandardCharsets.UTF_8);
    }

    /** Whether its body, by what it says itself, is of this kind. */
    boolean isOf(String contentType) {
        return header("Content-Type").toLowerCase(Locale.ROOT).startsWith(contentType);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
