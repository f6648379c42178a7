package shop.cvm.web.help;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import shop.cvm.billing.BillingSettings;

/**
 * What happens to somebody who does not pay, and when, counted from the settlement that the balance did not cover.
 *
 * @param warnDays a warning is sent when the balance lasts less than so many days
 * @param runFor how long machines run on
 * @param keepFor how long they are kept after that
 * @param total how long it takes until they are destroyed
 * @param began the settlement of the example
 * @param stopped when machines are shut down then
 * @param reclaimed when they are destroyed then
 */
record ArrearsCourse(
        int warnDays, Length runFor, Length keepFor, Length total, Moment began, Moment stopped, Moment reclaimed) {

    static ArrearsCourse of(BillingSettings settings) {
        Duration total = settings.runFor().plus(settings.keepFor());
        return new ArrearsCourse(
                settings.warnDays(),
                Length.of(settings.runFor()),
                Length.of(settings.keepFor()),
                Length.of(total),
                Moment.after(Duration.ZERO),
                Moment.after(settings.runFor()),
                Moment.after(total));
    }

    /**
     * A moment of the example.
     *
     * @param day 1 for the first
     * @param time of day, such as "10:00"
     */
    record Moment(long day, String time) {

        private static final LocalDateTime FIRST = LocalDateTime.of(2027, 1, 1, 10, 0);
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

        static Moment after(Duration duration) {
            LocalDateTime at = FIRST.plus(duration);
            return new Moment(ChronoUnit.DAYS.between(FIRST.toLocalDate(), at.toLocalDate()) + 1, TIME.format(at));
        }
    }
}
