package shop.cvm.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
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

    /** The same time of day so many months later, and some days after that. */
    public static Instant plus(Instant instant, int months, int days) {
        return plusMonths(instant, months).atZone(ZONE).plusDays(days).toInstant();
    }

    /**
     * How many days it is to the next such day of the month; none if it is that day. Where a month has no such day, its
     * last one counts.
     *
     * @param dayOfMonth 1 to 31
     * @return 0 to 30
     */
    public static int daysUntil(Instant instant, int dayOfMonth) {
        LocalDate day = dayOf(instant);
        LocalDate wanted = within(YearMonth.from(day), dayOfMonth);
        LocalDate next = wanted.isBefore(day) ? within(YearMonth.from(day).plusMonths(1), dayOfMonth) : wanted;
        return (int) ChronoUnit.DAYS.between(day, next);
    }

    private static LocalDate within(YearMonth month, int dayOfMonth) {
        return month.atDay(Math.min(dayOfMonth, month.lengthOfMonth()));
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
