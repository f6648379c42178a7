package shop.cvm.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shop.cvm.billing.BillInterval;
import shop.cvm.billing.BillLine;
import shop.cvm.billing.ExplainedLine;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.OrderItem;
import shop.cvm.pricing.Component;
import shop.cvm.web.Show;

class FormulaTests {

    private static final Instant HOUR = Instant.parse("2027-01-05T06:00:00Z");

    private final Show show = new Show();

    @Test
    void anHourThatAPriceStepSplitsIsTheSumOfItsPieces() {
        ExplainedLine line = line(
                Component.COMPUTE, 3600, null, interval(0, 1234, 1, 1, "0.84"), interval(1234, 3600, 2, 1, "0.565"));

        assertThat(Formula.of(line, show)).isEqualTo("1,234 s / 3,600 s × 0.84 + 2,366 s / 3,600 s × 0.565");
    }

    @Test
    void bandwidthThatChangedCostsItsHighestRateForAllSeconds() {
        ExplainedLine line = line(
                Component.BANDWIDTH,
                3000,
                null,
                interval(0, 600, 1, 2, "0.126"),
                interval(600, 1200, 1, 8, "0.504"),
                interval(1800, 3600, 1, 1, "0.063"));

        assertThat(Formula.of(line, show)).isEqualTo("3,000 s / 3,600 s × 0.504");
    }

    @Test
    void bandwidthThatWasOffInBetweenIsTheSumOfItsPieces() {
        ExplainedLine line = line(
                Component.BANDWIDTH, 2400, null, interval(0, 600, 1, 2, "0.126"), interval(1800, 3600, 1, 2, "0.126"));

        assertThat(Formula.of(line, show)).isEqualTo("600 s / 3,600 s × 0.126 + 1,800 s / 3,600 s × 0.126");
    }

    @Test
    void trafficIsGigabytesOf1024Megabytes() {
        ExplainedLine line = line(Component.TRAFFIC, 3600, 12_345L, interval(0, 3600, 1, 100, "0.8"));

        assertThat(Formula.of(line, show)).isEqualTo("12,345 MB / 1,024 × 0.80");
    }

    @Test
    void whatWasAgreedIsPriceSizeTimeAndDiscount() {
        assertThat(Formula.of(item(Component.SYSTEM_DISK, "0.35", 50, 0, "0.83"), 12, show))
                .isEqualTo("0.35 × 50 × 12 × 0.83");
        assertThat(Formula.of(item(Component.COMPUTE, "114", 1, 0, "1"), 1, show))
                .isEqualTo("114.00 × 1");
        assertThat(Formula.of(item(Component.COMPUTE, "114", 1, 12, "0.88"), 0, show))
                .isEqualTo("114.00 × 12 / 30 × 0.88");
        assertThat(Formula.of(item(Component.BANDWIDTH, "115", 5, 0, "1"), 3, show))
                .as("the price of all its Mbps")
                .isEqualTo("115.00 × 3");
    }

    private static ExplainedLine line(
            Component component, int seconds, @Nullable Long megabytes, BillInterval... intervals) {
        BillLine line = new BillLine(
                HOUR, new InstanceId("ins-12345678"), component, seconds, megabytes, BigDecimal.ONE, "settle:1");
        return new ExplainedLine(line, Cny.of("1.00"), BigDecimal.ONE, List.of(intervals));
    }

    private static BillInterval interval(int from, int to, int step, int quantity, String rate) {
        return new BillInterval(
                HOUR.plusSeconds(from), HOUR.plusSeconds(to), step, quantity, new HourlyRate(new BigDecimal(rate)));
    }

    private static OrderItem item(Component component, String price, int quantity, int days, String factor) {
        return new OrderItem(
                component,
                "",
                new BigDecimal(price),
                days,
                quantity,
                new BigDecimal(factor),
                Cny.ZERO,
                Cny.ZERO,
                Cny.ZERO,
                HourlyRate.ZERO,
                null,
                "test",
                false);
    }
}
