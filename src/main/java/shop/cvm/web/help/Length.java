package shop.cvm.web.help;

import java.time.Duration;
import java.util.List;

/**
 * How long something takes, in the unit people would say it in.
 *
 * @param number of units
 * @param unit what it is counted in
 */
record Length(long number, Unit unit) {

    /** From seconds to days; the name completes a message's key. */
    enum Unit {
        DAYS(Duration.ofDays(1)),
        HOURS(Duration.ofHours(1)),
        MINUTES(Duration.ofMinutes(1)),
        SECONDS(Duration.ofSeconds(1));

        private final Duration one;

        Unit(Duration one) {
            this.one = one;
        }

        private boolean measures(Duration duration) {
            return duration.toSeconds() % one.toSeconds() == 0;
        }
    }

    /** The greatest unit of which it is a whole number; up to two days are told in hours. */
    static Length of(Duration duration) {
        boolean few = duration.compareTo(Duration.ofDays(2)) <= 0;
        List<Unit> units = few ? List.of(Unit.HOURS, Unit.MINUTES) : List.of(Unit.DAYS, Unit.HOURS, Unit.MINUTES);
        Unit unit =
                units.stream().filter(one -> one.measures(duration)).findFirst().orElse(Unit.SECONDS);
        return new Length(duration.toSeconds() / unit.one.toSeconds(), unit);
    }
}
