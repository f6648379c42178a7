package shop.cvm.web.sandbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.sandbox.ClockPushes;
import shop.cvm.time.ShopCalendar;

/**
 * Where somebody wants the shop's clock: by a duration further, or at a time.
 *
 * @param by null if it is a time
 * @param to null if it is a duration
 */
record ClockTarget(@Nullable Duration by, @Nullable Instant to) {

    private static final Set<String> UNITS = Set.of("minutes", "hours", "days");
    private static final Pattern NUMBER = Pattern.compile("0*[1-9][0-9]{0,6}");

    /**
     * Reads a form or a JSON object with one of the fields {@code minutes}, {@code hours}, {@code days} and {@code to}.
     *
     * @throws UnusableSwitch if there is another field, none, several, or a wrong one
     */
    static ClockTarget of(Map<String, ?> fields) {
        if (fields.size() != 1) {
            throw new UnusableSwitch("clock", "Send one of the fields minutes, hours, days and to");
        }
        String name = fields.keySet().iterator().next();
        String value = String.valueOf(fields.get(name)).strip();
        if (UNITS.contains(name)) {
            return new ClockTarget(duration(name, value), null);
        }
        if (name.equals("to")) {
            return new ClockTarget(null, instant(value));
        }
        throw new UnusableSwitch(name, "There is no field \"" + name + "\"; known are minutes, hours, days and to");
    }

    void begin(ClockPushes pushes) {
        if (by != null) {
            pushes.push(by);
        } else if (to != null) {
            pushes.pushTo(to);
        }
    }

    private static Duration duration(String unit, String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw new UnusableSwitch("amount", unit + " must be a whole number from 1 on");
        }
        long number = Long.parseLong(value);
        return switch (unit) {
            case "minutes" -> Duration.ofMinutes(number);
            case "hours" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** With an offset, or as the shop's own zone has it. */
    private static Instant instant(String value) {
        String iso = value.replace(' ', 'T');
        try {
            return iso.matches(".*T.*(Z|[+-][0-9:]+)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(ShopCalendar.ZONE).toInstant();
        } catch (DateTimeException nonsense) {
            throw new UnusableSwitch("to", "to must be a time such as \"2027-01-31T09:00:00+08:00\"");
        }
    }
}
