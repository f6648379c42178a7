package shop.cvm.instance;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import shop.cvm.time.ShopCalendar;

/**
 * What happens before and after the time of a prepaid machine is over ({@code domain.md} 10.1), in days of the shop's
 * calendar.
 *
 * @param reminderDays how many days before expiry its owner is reminded, most first
 * @param renewalDays how many days before expiry an automatic renewal is tried for the first time, and then daily
 * @param keepDays how many days after the day of its expiry the machine is kept in the recycle bin
 */
@Validated
@ConfigurationProperties("shop.instance.expiry")
public record ExpirySettings(
        @DefaultValue({"7", "5", "3", "1"}) @NotEmpty List<@Positive Integer> reminderDays,
        @DefaultValue("3") @PositiveOrZero int renewalDays,
        @DefaultValue("7") @PositiveOrZero int keepDays) {

    private static final int EVERY_OTHER_DAY = 2;

    public ExpirySettings {
        reminderDays = reminderDays.stream()
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** How many days after its end the owner of a machine in the recycle bin is told of it again, until it is released. */
    public static IntStream noticeDays(Instant expiresAt, Instant releaseAt) {
        return IntStream.iterate(
                1, days -> expiresAt.plus(Duration.ofDays(days)).isBefore(releaseAt), days -> days + EVERY_OTHER_DAY);
    }

    /** When a machine that expired then, and was not renewed, is released with its data: as the day after the last begins. */
    public Instant releaseAt(Instant expiresAt) {
        return ShopCalendar.dayOf(expiresAt)
                .plusDays(keepDays + 1L)
                .atStartOfDay(ShopCalendar.ZONE)
                .toInstant();
    }
}
