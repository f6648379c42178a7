package shop.cvm.web.billing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Days and months as addresses have them; any text at all. */
final class Days {

    /** Before anything that the shop knows. */
    static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    /** After anything that it will know. */
    static final LocalDate LAST = LocalDate.of(3000, 1, 1);

    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String MONTH = "[0-9]{4}-[0-9]{2}";

    private Days() {}

    /** The day, such as {@code 2026-11-23}, or the nearest that there can be anything on; null if the text is none. */
    static @Nullable LocalDate read(String text) {
        try {
            return text.matches(DAY) ? within(LocalDate.parse(text)) : null;
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    /** The month, such as {@code 2026-11}; empty if the text is none, or nothing can be in it. */
    static Optional<YearMonth> month(String text) {
        try {
            return text.matches(MONTH)
                    ? Optional.of(YearMonth.parse(text))
                            .filter(month -> month.atDay(1).equals(within(month.atDay(1))))
                    : Optional.empty();
        } catch (DateTimeException nonsense) {
            return Optional.empty();
        }
    }

    private static LocalDate within(LocalDate day) {
        if (day.isBefore(FIRST)) {
            return FIRST;
        }
        return day.isBefore(LAST) ? day : LAST.minusDays(1);
    }
}
