package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import shop.cvm.instance.InstanceId;
import shop.cvm.time.ShopCalendar;

/** The pattern of the simulated meter, as docs/billing.md has it. */
class TrafficMeterTests {

    private static final int MACHINES = 500;
    private static final int MBPS = 100;

    /** What a line of so many Mbps carries in an hour, in MB. */
    private static final double FULL = MBPS * 3600 / 8.0;

    private static final List<InstanceId> MANY = IntStream.range(0, MACHINES)
            .mapToObj(number -> new InstanceId("ins-%08d".formatted(number)))
            .toList();

    @Test
    void ofWhatTheLineCouldCarryOnePercentGoesOutAtNightSixByDayAndThreeInTheEvening() {
        for (int hour = 0; hour < 24; hour++) {
            int percent = hour < 8 ? 1 : hour < 20 ? 6 : 3;
            assertThat(mean(hour) / FULL * 100).as(hour + ":00").isCloseTo(percent, Percentage.withPercentage(5));
        }
    }

    @Test
    void itIsBetweenHalfAndOneAndAHalfTimesThatAndNotAlwaysTheSame() {
        List<Long> noon = MANY.stream()
                .map(machine -> TrafficMeter.megabytes(machine, at(12), 3600, MBPS))
                .toList();

        assertThat(noon).allMatch(megabytes -> megabytes >= 0.03 * FULL - 1 && megabytes <= 0.09 * FULL);
        assertThat(noon.stream().distinct().count()).isGreaterThan(50);
        InstanceId machine = MANY.get(0);
        assertThat(IntStream.range(8, 20)
                        .mapToLong(hour -> TrafficMeter.megabytes(machine, at(hour), 3600, MBPS))
                        .distinct()
                        .count())
                .as("from hour to hour, too")
                .isGreaterThan(6);
    }

    @Test
    void halfAnHourGivesHalfAndHalfTheLineToo() {
        for (InstanceId machine : MANY) {
            double whole = TrafficMeter.megabytes(machine, at(12), 3600, MBPS);
            assertThat((double) TrafficMeter.megabytes(machine, at(12), 1800, MBPS))
                    .isCloseTo(whole / 2, within(1.0));
            assertThat((double) TrafficMeter.megabytes(machine, at(12), 3600, MBPS / 2))
                    .isCloseTo(whole / 2, within(1.0));
            assertThat(TrafficMeter.megabytes(machine, at(12), 0, MBPS)).isZero();
        }
    }

    private static double mean(int hour) {
        return MANY.stream()
                .mapToLong(machine -> TrafficMeter.megabytes(machine, at(hour), 3600, MBPS))
                .average()
                .orElseThrow();
    }

    /** An hour of some day, by the shop's calendar. */
    private static Instant at(int hour) {
        return ShopCalendar.startOf(LocalDate.of(2027, 3, 4)).plusSeconds(hour * 3600L);
    }
}
