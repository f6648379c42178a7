package shop.cvm.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.pricing.ExtraDays;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopCalendar;

/**
 * For how long machines are bought or renewed: some months and, if their customer wants all of them to expire on the same
 * day of the month, the days from there to that day ({@code domain.md} 2.4 and 11.1).
 *
 * @param months one of the offered periods
 * @param day of the month, 1 to 31, where a month has no such day its last one; null to keep the day. Not with more than
 *     {@link #LONGEST_TO_A_DAY} months
 */
public record RenewalPeriod(int months, @Nullable Integer day) {

    /** Most months of a period that goes on to a day. */
    public static final int LONGEST_TO_A_DAY = 9;

    private static final int LAST_DAY = 31;

    public RenewalPeriod {
        if (day != null && (day < 1 || day > LAST_DAY || months > LONGEST_TO_A_DAY)) {
            throw new IllegalArgumentException("No period of " + months + " months goes on to day " + day);
        }
    }

    /** So many months, and not a day more. */
    public static RenewalPeriod of(int months) {
        return new RenewalPeriod(months, null);
    }

    /** So many months, and up to that day where it is possible to go on to one. */
    public static RenewalPeriod of(int months, @Nullable Integer day) {
        return new RenewalPeriod(months, months <= LONGEST_TO_A_DAY ? day : null);
    }

    /** What the months cost, and the days beyond them, if they begin then. */
    public Quote priced(Quote ofMonths, Instant from) {
        return ExtraDays.added(ofMonths, daysFrom(from));
    }

    /** The days beyond the months, for a machine whose time ends then. */
    public int daysFrom(Instant end) {
        return day == null ? 0 : ShopCalendar.daysUntil(ShopCalendar.plusMonths(end, months), day);
    }

    /** When the time of a machine ends that ends then by now. */
    public Instant until(Instant end) {
        return ShopCalendar.plus(end, months, daysFrom(end));
    }
}
