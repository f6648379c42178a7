package shop.cvm.web.sandbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
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

    private static final String FIELDS = "advance, minutes, hours, days and to";
    private static final Pattern NUMBER = Pattern.compile("0*[1-9][0-9]{0,6}");

    /**
     * Reads a form or a JSON object with one field: {@code advance} with a duration as in ISO 8601, {@code minutes},
     * {@code hours} or {@code days} with a whole number, or {@code to} with a date or a time.
     *
     * @throws UnusableSwitch if there is another field, none, several, or a wrong one
     */
    static ClockTarget of(Map<String, ?> fields) {
        if (fields.size() != 1) {
            throw new UnusableSwitch("clock", "Send one of the fields " + FIELDS);
        }
        String name = fields.keySet().iterator().next();
        String value = String.valueOf(fields.get(name)).strip();
        return switch (name) {
            case "advance" -> new ClockTarget(duration(value), null);
            case "minutes", "hours", "days" -> new ClockTarget(duration(name, value), null);
            case "to" -> new ClockTarget(null, instant(value));
            default -> throw new UnusableSwitch(name, "There is no field \"" + name + "\"; known are " + FIELDS);
        };
    }

    void begin(ClockPushes pushes) {
        if (by != null) {
            pushes.push(by);
        } else if (to != null) {
            pushes.pushTo(to);
        }
    }

    private static Duration duration(String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeException nonsense) {
            throw new UnusableSwitch(
                    "amount", "advance must be a duration of days, hours, minutes and seconds such as \"P1DT12H\"");
        }
    }

    private static Duration duration(String unit, String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw new UnusableSwitch("amount", unit + " must be a whole number from 1 to 9999999");
        }
        long number = Long.parseLong(value);
        return switch (unit) {
            case "minutes" -> Duration.ofMinutes(number);
            case "hours" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Instant instant(String value) {
        try {
            return time(value.replace(' ', 'T'));
        } catch (DateTimeException nonsense) {
            throw new UnusableSwitch(
                    "to", "to must be a date such as \"2027-01-31\" or a time such as \"2027-01-31T09:00:00+08:00\"");
        }
    }

    /** With an offset, or as the shop's own zone has it; a date is the beginning of that day there. */
    private static Instant time(String iso) {
        if (!iso.contains("T")) {
            return ShopCalendar.startOf(LocalDate.parse(iso));
        }
        return iso.matches(".*T.*(Z|[+-][0-9:]+)")
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(ShopCalendar.ZONE).toInstant();
    }
}
