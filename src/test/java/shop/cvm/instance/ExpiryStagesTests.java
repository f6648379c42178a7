package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiryStagesTests {

    private static final ExpirySettings SETTINGS = new ExpirySettings(List.of(7, 5, 3, 1), 3, 7);

    /** 10 January, 20:00 in China. */
    private static final Instant EXPIRY = Instant.parse("2027-01-10T12:00:00Z");

    private final ExpiryStages before = new ExpiryStages(SETTINGS, false, EXPIRY, null);
    private final ExpiryStages inBin = new ExpiryStages(SETTINGS, false, EXPIRY, SETTINGS.releaseAt(EXPIRY));

    @Test
    void remindersComeBeforeTheEndAndTheEndIsTheLast() {
        assertThat(before.next(EXPIRY.minus(Duration.ofDays(31)))).isEqualTo(day(-7));
        assertThat(before.next(day(-7))).isEqualTo(day(-5));
        assertThat(before.next(day(-4))).isEqualTo(day(-3));
        assertThat(before.next(day(-1))).isEqualTo(EXPIRY);
        assertThat(before.next(EXPIRY)).as("it does not go by").isEqualTo(EXPIRY);
    }

    @Test
    void noticesComeEveryOtherDayUntilTheEighthDayBegins() {
        Instant release = Instant.parse("2027-01-17T16:00:00Z");
        assertThat(inBin.releaseAt()).isEqualTo(release);

        assertThat(inBin.next(EXPIRY)).isEqualTo(day(1));
        assertThat(inBin.next(day(1))).isEqualTo(day(3));
        assertThat(inBin.next(day(5))).isEqualTo(day(7));
        assertThat(inBin.next(day(7))).isEqualTo(release);
        assertThat(inBin.next(day(20))).isEqualTo(release);
    }

    @Test
    void ofSeveralMissedOnesTheLastCounts() {
        assertThat(before.reminder(day(-7), day(-7).minusMillis(1))).isEmpty();
        assertThat(before.reminder(day(-7), day(-7))).contains(7);
        assertThat(before.reminder(day(-7), day(-2))).contains(3);
        assertThat(before.reminder(EXPIRY, EXPIRY)).isEmpty();
        assertThat(inBin.notice(day(1), day(6))).contains(5);
        assertThat(inBin.notice(day(7), day(8))).contains(7);
    }

    @Test
    void aRenewalIsTriedEveryDayInTheLastDays() {
        ExpiryStages renewing = new ExpiryStages(SETTINGS, true, EXPIRY, null);

        assertThat(renewing.next(day(-5))).isEqualTo(day(-3));
        assertThat(renewing.next(day(-3))).isEqualTo(day(-2));
        assertThat(renewing.next(day(-2))).isEqualTo(day(-1));
        assertThat(renewing.renewal(day(-5), day(-4))).isFalse();
        assertThat(renewing.renewal(day(-2), day(-2))).isTrue();
        assertThat(before.renewal(day(-7), EXPIRY)).as("by hand").isFalse();
    }

    @Test
    void whoKeepsMachinesForTheRestOfTheDayOnlyGivesNoNotice() {
        ExpirySettings strict = new ExpirySettings(List.of(1), 0, 0);
        ExpiryStages stages = new ExpiryStages(strict, false, EXPIRY, strict.releaseAt(EXPIRY));

        assertThat(stages.next(EXPIRY)).isEqualTo(Instant.parse("2027-01-10T16:00:00Z"));
        assertThat(stages.notice(EXPIRY, day(5))).isEmpty();
    }

    private static Instant day(int days) {
        return EXPIRY.plus(Duration.ofDays(days));
    }
}
