package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import shop.cvm.money.Cny;

class RecentUseTests {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void fourHoursCountAsIfTheyHadGoneOnForADay() {
        RecentUse use = RecentUse.since(NOON.minus(Duration.ofHours(4)), NOON, Cny.of("4.00"));

        assertThat(use.perDay()).isEqualTo(Cny.of("24.00"));
        assertThat(use.lasts(Cny.of("16.00"))).isEqualTo(Duration.ofHours(16));
        assertThat(use.usesUp(Cny.of("119.99"), 5)).isTrue();
        assertThat(use.usesUp(Cny.of("120.00"), 5)).isFalse();
    }

    @Test
    void aWholeDayCountsAsItIs() {
        RecentUse use = RecentUse.since(NOON.minus(Duration.ofHours(24)), NOON, Cny.of("30.00"));

        assertThat(use.perDay()).isEqualTo(Cny.of("30.00"));
        assertThat(use.lasts(Cny.of("45.00"))).isEqualTo(Duration.ofHours(36));
    }

    @Test
    void howLongItLastsIsReckonedFromWhatWasUsedAndNotFromARoundedDay() {
        RecentUse use = new RecentUse(Cny.of("1.00"), 7);

        assertThat(use.perDay()).isEqualTo(Cny.of("3.43"));
        assertThat(use.lasts(Cny.of("3.00"))).isEqualTo(Duration.ofHours(21));
    }
}
