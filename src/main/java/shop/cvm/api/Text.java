package shop.cvm.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import shop.cvm.time.ShopCalendar;

/** Times and names as the API writes them. */
final class Text {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ShopCalendar.ZONE);

    private Text() {}

    /** In UTC, to the second: {@code 2026-11-28T00:40:10Z}. */
    static String utc(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** In China, to the second: {@code 2026-11-28 08:40:10}. */
    static String local(Instant time) {
        return LOCAL.format(time);
    }

    /** @throws ApiRefusal if it is not in the form of {@link #local} */
    static Instant localTime(String name, String text) {
        if (!text.matches("[0-9]{4}-.*")) {
            throw Fault.INVALID_VALUE.refusal(name, text);
        }
        try {
            return LocalDateTime.from(LOCAL.parse(text))
                    .atZone(ShopCalendar.ZONE)
                    .toInstant();
        } catch (DateTimeParseException other) {
            throw Fault.INVALID_VALUE.refusal(name, text);
        }
    }

    /**
     * The value of this name; the default if there is none.
     *
     * @throws ApiRefusal if it is called otherwise
     */
    static <E extends Enum<E>> E named(String field, @Nullable String name, E[] values, E otherwise) {
        if (name == null || name.isEmpty()) {
            return otherwise;
        }
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.refusal(field, name));
    }

    static boolean isTrue(@Nullable Boolean value) {
        return value != null && value;
    }
}
