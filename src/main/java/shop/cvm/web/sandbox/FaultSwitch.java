package shop.cvm.web.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;

/**
 * What somebody wants switched on.
 *
 * @param fault which
 * @param times how many times it strikes; null for until it is switched off
 * @param delay of the faults that are delays, else zero
 */
record FaultSwitch(Fault fault, @Nullable Integer times, Duration delay) {

    private static final Set<String> FIELDS = Set.of("fault", "times", "delay");
    private static final Pattern TIMES = Pattern.compile("0*[1-9][0-9]{0,5}");
    private static final Pattern DURATION = Pattern.compile("(?i)\\d{1,9}(ms|s|m|h|d)|P.{1,30}");
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Reads a form or a JSON object: {@code fault}, and if wanted {@code times} and {@code delay}.
     *
     * @throws UnusableSwitch if a field is missing, unknown or wrong
     */
    static FaultSwitch of(Map<String, ?> fields) {
        fields.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UnusableSwitch(
                            name, "There is no field \"" + name + "\"; known are fault, times and delay");
                });
        Fault fault = fault(text(fields, "fault"));
        return new FaultSwitch(fault, times(text(fields, "times")), delay(fault, text(fields, "delay")));
    }

    /**
     * The fault of this name.
     *
     * @throws UnusableSwitch if there is none
     */
    static Fault fault(String name) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnusableSwitch(
                        "fault", "fault must be one of " + String.join(", ", names()) + ", not \"" + name + "\""));
    }

    void turnOn(Faults faults) {
        faults.switchOn(fault, times, fault.isDelay() ? delay : Duration.ZERO);
    }

    private static Iterable<String> names() {
        return Arrays.stream(Fault.values()).map(Fault::name).toList();
    }

    private static String text(Map<String, ?> fields, String name) {
        Object value = fields.get(name);
        return value == null ? "" : value.toString().strip();
    }

    private static @Nullable Integer times(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!TIMES.matcher(text).matches()) {
            throw new UnusableSwitch("times", "times must be a whole number from 1 to 999999, or left out for always");
        }
        return Integer.valueOf(text);
    }

    private static Duration delay(Fault fault, String text) {
        Duration delay = text.isEmpty() ? Duration.ZERO : duration(text);
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0 || delay.isZero() && fault.isDelay()) {
            throw unusableDelay();
        }
        return delay;
    }

    private static Duration duration(String text) {
        try {
            if (DURATION.matcher(text).matches()) {
                return DurationStyle.detectAndParse(text);
            }
        } catch (IllegalArgumentException | ArithmeticException nonsense) {
            throw unusableDelay();
        }
        throw unusableDelay();
    }

    private static UnusableSwitch unusableDelay() {
        return new UnusableSwitch(
                "delay",
                "delay must be a duration such as \"PT90S\" or \"5m\", of at most 365 days, and for a fault that"
                        + " delays something more than nothing");
    }
}
