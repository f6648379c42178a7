package shop.cvm.instance;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A pattern that gives each machine of one purchase a name of its own ({@code domain.md} 2.2, batch names).
 * {@code {R:3}} counts from 3 upwards and {@code {R:3,F:2}} fills the number up to two digits; everything else in braces
 * is plain text.
 */
final class NamePattern {

    private static final Pattern COUNTER = Pattern.compile("\\{R:(\\d{1,9})(?:,F:([0-8]))?}");

    private NamePattern() {}

    static boolean counts(String pattern) {
        return COUNTER.matcher(pattern).find();
    }

    /** @param position 0 for the first machine */
    static String expanded(String pattern, int position) {
        return COUNTER.matcher(pattern).replaceAll(counter -> number(counter, position));
    }

    private static String number(MatchResult counter, int position) {
        long number = Long.parseLong(counter.group(1)) + position;
        String width = counter.group(2);
        return width == null || "0".equals(width) ? Long.toString(number) : ("%0" + width + "d").formatted(number);
    }
}
