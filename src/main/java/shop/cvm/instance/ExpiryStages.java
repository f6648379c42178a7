package shop.cvm.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What comes when around the end of a machine's time ({@code domain.md} 10.1): reminders before it, and after it
 * notices every other day until the machine is released.
 *
 * @param settings the days
 * @param renews whether it is to be renewed by itself, which is tried every day from some days before the end on
 * @param expiresAt the end of what was paid for
 * @param releaseAt when it is released; null as long as it is not in the recycle bin
 */
record ExpiryStages(
        ExpirySettings settings,
        boolean renews,
        Instant expiresAt,
        @Nullable Instant releaseAt) {

    /** When something happens next after this instant; the last thing of all does not go by. */
    Instant next(Instant after) {
        Instant end = releaseAt == null ? expiresAt : releaseAt;
        return moments(end).filter(after::isBefore).min(Instant::compareTo).orElse(end);
    }

    /** The latest reminder whose time has come since then, in days before the end. */
    Optional<Integer> reminder(Instant since, Instant now) {
        return settings.reminderDays().stream()
                .filter(days -> isBetween(since, day(-days), now))
                .min(Integer::compareTo);
    }

    /** The latest notice whose time has come since then, in days after the end. */
    Optional<Integer> notice(Instant since, Instant now) {
        return noticeDays().filter(days -> isBetween(since, day(days), now)).max(Integer::compareTo);
    }

    private Stream<Instant> moments(Instant end) {
        Stream<Integer> days = releaseAt == null ? daysBefore().map(before -> -before) : noticeDays();
        return Stream.concat(days.map(this::day), Stream.of(end));
    }

    /** Whether the time of a try to renew it has come since then. */
    boolean renewal(Instant since, Instant now) {
        return renewalDays().anyMatch(days -> isBetween(since, day(-days), now));
    }

    private Stream<Integer> daysBefore() {
        return Stream.concat(settings.reminderDays().stream(), renewalDays());
    }

    private Stream<Integer> renewalDays() {
        return renews ? IntStream.rangeClosed(1, settings.renewalDays()).boxed() : Stream.empty();
    }

    private Stream<Integer> noticeDays() {
        Instant end = releaseAt == null ? expiresAt : releaseAt;
        return ExpirySettings.noticeDays(expiresAt, end).boxed();
    }

    private Instant day(int days) {
        return expiresAt.plus(Duration.ofDays(days));
    }

    private static boolean isBetween(Instant since, Instant at, Instant now) {
        return !at.isBefore(since) && !at.isAfter(now);
    }
}
