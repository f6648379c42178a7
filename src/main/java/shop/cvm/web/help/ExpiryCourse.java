package shop.cvm.web.help;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import shop.cvm.instance.ExpirySettings;
import shop.cvm.time.ShopCalendar;

/**
 * What happens to a prepaid machine around its expiry, with an example.
 *
 * @param settings the days
 * @param bought when the machine of the example was bought
 * @param expires when it expires
 */
record ExpiryCourse(ExpirySettings settings, Instant bought, Instant expires) {

    private static final Instant EXAMPLE = Instant.parse("2027-01-31T07:30:00Z");

    static ExpiryCourse of(ExpirySettings settings) {
        return new ExpiryCourse(settings, EXAMPLE, ShopCalendar.plusMonths(EXAMPLE, 1));
    }

    /** When its owner is reminded. */
    public List<Instant> reminders() {
        return settings.reminderDays().stream().map(this::before).toList();
    }

    /** On which days in the recycle bin its owner is told of it. */
    public List<Notice> notices() {
        return ExpirySettings.noticeDays(expires, release())
                .mapToObj(days -> new Notice(days, expires.plus(Duration.ofDays(days))))
                .toList();
    }

    /** @param days after expiry */
    record Notice(int days, Instant at) {}

    /** When it is renewed automatically for the first time. */
    public Instant renewal() {
        return before(settings.renewalDays());
    }

    /** When it is released. */
    public Instant release() {
        return settings.releaseAt(expires);
    }

    /** Ends of the months that follow a purchase on the last day of one. */
    public List<Instant> months() {
        return IntStream.rangeClosed(1, 2)
                .mapToObj(months -> ShopCalendar.plusMonths(bought, months))
                .toList();
    }

    private Instant before(int days) {
        return expires.minus(Duration.ofDays(days));
    }
}
