package shop.cvm.billing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;

/**
 * A time in which one component of a machine cost one thing, or nothing. The periods of a component follow one another
 * without a gap.
 *
 * @param sequence 0 for the first
 * @param startedAt a full second
 * @param endedAt a full second; {@link #OPEN_END} while nobody has ended it
 * @param charged whether it costs anything
 * @param rate what it costs, frozen
 * @param runBefore charged seconds of the same configuration before it: price steps go on from there
 */
record UsagePeriod(
        InstanceId instance,
        AccountId account,
        int sequence,
        Instant startedAt,
        Instant endedAt,
        boolean charged,
        InstanceRate rate,
        long runBefore) {

    /** The end of what has not ended. */
    static final Instant OPEN_END = Instant.parse("9999-12-31T00:00:00Z");

    static UsagePeriod of(ResultSet row, int number) throws SQLException {
        return new UsagePeriod(
                new InstanceId(row.getString("instance_id")),
                new AccountId(row.getString("account_id")),
                row.getInt("sequence"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("ended_at").toInstant(),
                row.getBoolean("charged"),
                new InstanceRate(
                        Component.valueOf(row.getString("component")),
                        row.getInt("quantity"),
                        new HourlyRate(row.getBigDecimal("rate")),
                        new StepRates(
                                hours(row, "second_after"),
                                rate(row, "second_rate"),
                                hours(row, "third_after"),
                                rate(row, "third_rate")),
                        row.getInt("configuration")),
                row.getLong("run_before"));
    }

    /** The first one of a component. */
    static UsagePeriod first(InstanceId instance, AccountId account, InstanceRate rate, boolean charged, Instant at) {
        return new UsagePeriod(instance, account, 0, at, OPEN_END, charged, rate, 0);
    }

    Component component() {
        return rate.component();
    }

    boolean isOpen() {
        return endedAt.equals(OPEN_END);
    }

    Optional<Instant> end() {
        return isOpen() ? Optional.empty() : Optional.of(endedAt);
    }

    StepRates steps() {
        StepRates steps = rate.steps();
        return steps == null ? StepRates.NONE : steps;
    }

    UsagePeriod ended(Instant at) {
        return new UsagePeriod(instance, account, sequence, startedAt, at, charged, rate, runBefore);
    }

    /** What follows when it ends: at the same rates its price steps go on, at others they begin anew. */
    UsagePeriod next(InstanceRate nextRate, boolean nextCharged, Instant at) {
        long run = charged ? runBefore + at.getEpochSecond() - startedAt.getEpochSecond() : runBefore;
        return new UsagePeriod(
                instance, account, sequence + 1, at, OPEN_END, nextCharged, nextRate, isSame(nextRate) ? run : 0);
    }

    /** Its component is no part of its machine any more, and may become one again. */
    UsagePeriod paused(Instant at) {
        return next(rate, false, at);
    }

    /** Whether these are its rates, however many digits they are written with. */
    boolean isSame(InstanceRate other) {
        StepRates otherSteps = other.steps() == null ? StepRates.NONE : other.steps();
        return rate.quantity() == other.quantity()
                && rate.configuration() == other.configuration()
                && rate.rate().compareTo(other.rate()) == 0
                && Objects.equals(steps().secondAfter(), otherSteps.secondAfter())
                && Objects.equals(steps().thirdAfter(), otherSteps.thirdAfter())
                && isSame(steps().secondRate(), otherSteps.secondRate())
                && isSame(steps().thirdRate(), otherSteps.thirdRate());
    }

    private static boolean isSame(@Nullable HourlyRate one, @Nullable HourlyRate other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    private static @Nullable Integer hours(ResultSet row, String column) throws SQLException {
        int hours = row.getInt(column);
        return row.wasNull() ? null : hours;
    }

    private static @Nullable HourlyRate rate(ResultSet row, String column) throws SQLException {
        BigDecimal rate = row.getBigDecimal(column);
        return rate == null ? null : new HourlyRate(rate);
    }
}
