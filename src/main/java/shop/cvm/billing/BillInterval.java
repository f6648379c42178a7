package shop.cvm.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.HourlyRate;

/**
 * A piece of an hour at one rate: why a line comes to its amount.
 *
 * @param from a full second
 * @param to a full second
 * @param step the price step, 1 for the first
 * @param quantity GB of disks, Mbps of bandwidth, else 1
 * @param rate CNY per hour; for traffic CNY per GB
 */
public record BillInterval(Instant from, Instant to, int step, int quantity, HourlyRate rate) {

    private static final int SCALE = 8;
    private static final long HOUR = 3600;

    /** Its length in seconds. */
    public long seconds() {
        return to.getEpochSecond() - from.getEpochSecond();
    }

    /**
     * Seconds times rate, to 8 decimals. Lines of bandwidth take the highest rate of the hour for all seconds, and lines
     * of traffic GB in place of seconds.
     */
    public BigDecimal amount() {
        return rate.perHour()
                .multiply(BigDecimal.valueOf(seconds()))
                .divide(BigDecimal.valueOf(HOUR), SCALE, RoundingMode.HALF_UP);
    }

    /** The pieces of a period in an hour: a border between price steps splits it. */
    static List<BillInterval> of(UsagePeriod period, Instant hour) {
        Instant end = hour.plus(SettlementRows.HOUR);
        Instant from = period.startedAt().isAfter(hour) ? period.startedAt() : hour;
        Instant to = period.endedAt().isBefore(end) ? period.endedAt() : end;
        List<BillInterval> pieces = new ArrayList<>();
        Instant second = border(period, period.steps().secondAfter());
        Instant third = border(period, period.steps().thirdAfter());
        add(pieces, from, least(to, second), 1, period, period.rate().rate());
        add(
                pieces,
                greatest(from, second),
                least(to, third),
                2,
                period,
                period.steps().secondRate());
        add(pieces, greatest(from, third), to, 3, period, period.steps().thirdRate());
        return pieces;
    }

    /** When so many charged hours of the configuration are over, if it is charged on. */
    private static Instant border(UsagePeriod period, @Nullable Integer hours) {
        return hours == null ? UsagePeriod.OPEN_END : period.startedAt().plusSeconds(hours * HOUR - period.runBefore());
    }

    private static void add(
            List<BillInterval> pieces,
            Instant from,
            Instant to,
            int step,
            UsagePeriod period,
            @Nullable HourlyRate rate) {
        if (rate != null && from.isBefore(to)) {
            pieces.add(new BillInterval(from, to, step, period.rate().quantity(), rate));
        }
    }

    private static Instant least(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant greatest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
