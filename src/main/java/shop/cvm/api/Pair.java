package shop.cvm.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A parameter of a query or a form, decoded. */
record Pair(String name, String value) {

    private static final int HEX = 16;

    /** All parameters, in the sequence in which they were sent. What is no percent-escape stands for itself. */
    static List<Pair> all(String form) {
        return Arrays.stream(form.split("&"))
                .filter(one -> !one.isEmpty())
                .map(Pair::of)
                .toList();
    }

    private static Pair of(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new Pair(decoded(text), "")
                : new Pair(decoded(text.substring(0, equals)), decoded(text.substring(equals + 1)));
    }

    private static String decoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int escaped = raw[i] == '%' ? escaped(raw, i) : -1;
            if (escaped >= 0) {
                decoded.write(escaped);
                i += 2;
            } else {
                decoded.write(raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** The byte whose escape begins here; less than zero if none does. */
    private static int escaped(byte[] raw, int at) {
        if (at + 2 >= raw.length) {
            return -1;
        }
        int high = Character.digit(raw[at + 1], HEX);
        int low = Character.digit(raw[at + 2], HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }
}
