package shop.cvm.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The calendar by which months and days are counted: that of the shop's own zone, whoever looks. */
public final class ShopCalendar {

    /** China Standard Time, the same all year. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private ShopCalendar() {}

    /** The day on which the instant lies. */
    public static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** When the day begins. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /**
     * The same time of day this many months later; where the month has no such day, its last one
     * ({@code domain.md} 11.1).
     */
    public static Instant plusMonths(Instant instant, int months) {
        return instant.atZone(ZONE).plusMonths(months).toInstant();
    }

    /** How many months are over between these instants, by {@link #plusMonths}; 0 if the second is not later. */
    public static int fullMonths(Instant from, Instant to) {
        int months = (int) Math.max(ChronoUnit.MONTHS.between(from.atZone(ZONE), to.atZone(ZONE)), 0);
        while (!plusMonths(from, months + 1).isAfter(to)) {
            months++;
        }
        return months;
    }
}
