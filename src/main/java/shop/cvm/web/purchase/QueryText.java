package shop.cvm.web.purchase;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query string as somebody typed, pasted or linked it. Nothing in it is an error: what does not decode is taken as it
 * stands, and of several values of one name the last one counts, so that a pressed button wins over the hidden field
 * before it.
 */
final class QueryText {

    /** Longer values are cut: no value of the page is nearly as long. */
    static final int MAX_LENGTH = 200;

    private static final int MAX_PARAMETERS = 500;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

    private final Map<String, String> values = new HashMap<>();

    /** @param raw everything behind the question mark, still encoded; null for nothing */
    QueryText(@Nullable String raw) {
        if (raw != null) {
            String[] pairs = raw.split("&", MAX_PARAMETERS + 1);
            for (int i = 0; i < Math.min(pairs.length, MAX_PARAMETERS); i++) {
                put(pairs[i]);
            }
        }
    }

    private void put(String pair) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
    }

    Set<String> names() {
        return values.keySet();
    }

    /** The value without blanks around it; null if there is none or nothing else in it. */
    @Nullable
    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        String text = isPrintable(value) ? value : printable(value);
        String bounded = text.codePointCount(0, text.length()) <= MAX_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH));
        String stripped = bounded.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String printable(String value) {
        return value.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The value exactly as it was sent, decoded; null if the name does not occur. */
    @Nullable
    String sent(String name) {
        return values.get(name);
    }

    /** The constant of this name, else the other one. */
    <E extends Enum<E>> E choice(String name, Class<E> kind, E otherwise) {
        String text = text(name);
        for (E constant : kind.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        return otherwise;
    }

    /** The number, rounded to a whole one and cut to what an int can hold; the other one if it is none. */
    int number(String name, int otherwise) {
        String text = text(name);
        if (text != null && NUMBER.matcher(text).matches()) {
            long rounded =
                    new BigDecimal(text).setScale(0, RoundingMode.HALF_UP).longValueExact();
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, rounded));
        }
        if (text != null && WHOLE.matcher(text).matches()) {
            return text.startsWith("-") ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        return otherwise;
    }

    boolean isOn(String name) {
        String text = text(name);
        return text != null && !"0".equals(text) && !"false".equalsIgnoreCase(text);
    }

    /** Percent-decoding that keeps what is no escape and replaces what is no UTF-8. */
    private static String decoded(String encoded) {
        if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
            return encoded;
        }
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int escaped = bytes[i] == '%' && i + 2 < bytes.length ? octet(bytes[i + 1], bytes[i + 2]) : -1;
            if (escaped >= 0) {
                out.write(escaped);
                i += 2;
            } else {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int octet(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
