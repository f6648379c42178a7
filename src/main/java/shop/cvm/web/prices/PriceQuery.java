package shop.cvm.web.prices;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the address of a price page asks for. It is read from the query string as it was sent, because the container
 * refuses one that does not decode, and here any query string gives a page. Of several values of one name the last one
 * counts.
 *
 * @param region region asked for; null for none
 * @param family family of instance types asked for; null for none
 */
record PriceQuery(@Nullable String region, @Nullable String family) {

    /** Longer values are cut: no name in the catalogue is nearly as long. */
    private static final int MAX_LENGTH = 60;

    static PriceQuery of(HttpServletRequest request) {
        String query = request.getQueryString();
        return new PriceQuery(value(query, "region"), value(query, "family"));
    }

    private static @Nullable String value(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        String value = null;
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                value = printable(decoded(pair.substring(name.length() + 1)));
            }
        }
        return value;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }

    private static @Nullable String printable(String value) {
        String printable = value.codePoints()
                .filter(c -> Character.isDefined(c) && !Character.isISOControl(c) && c != 0xFFFD)
                .limit(MAX_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return printable.isEmpty() ? null : printable;
    }
}
