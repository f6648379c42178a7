package shop.cvm.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopCalendarTests {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T06:48:37Z, 1, 2026-12-23T06:48:37Z",
        "2026-01-31T02:00:00Z, 1, 2026-02-28T02:00:00Z",
        "2028-01-31T02:00:00Z, 1, 2028-02-29T02:00:00Z",
        "2028-02-29T02:00:00Z, 12, 2029-02-28T02:00:00Z",
        // 31 January in China already, so the month ends on 28 February there.
        "2026-01-30T16:00:00Z, 1, 2026-02-27T16:00:00Z",
    })
    void aMonthLaterIsTheSameDayAndTimeInChinaOrTheMonthsLastDay(Instant from, int months, Instant until) {
        assertThat(ShopCalendar.plusMonths(from, months)).isEqualTo(until);
    }

    @Test
    void aDayBeginsAtMidnightInChina() {
        assertThat(ShopCalendar.dayOf(Instant.parse("2026-11-22T15:59:59Z"))).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(ShopCalendar.dayOf(Instant.parse("2026-11-22T16:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 23));
    }
}
