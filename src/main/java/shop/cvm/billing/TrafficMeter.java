package shop.cvm.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.HourlyRate;
import shop.cvm.time.ShopCalendar;

/**
 * The simulated meter of outbound traffic. Like an office: of what the line could carry, 1 % goes out at night (00:00 to
 * 08:00 in the shop's zone), 6 % by day and 3 % in the evening (20:00 to 24:00), a little less or more from machine to
 * machine and from hour to hour: between half and one and a half times that. The same machine and hour always give the
 * same; a part of an hour gives its part.
 */
final class TrafficMeter {

    private static final int NIGHT_ENDS = 8;
    private static final int EVENING_BEGINS = 20;

    private static final int SCALE = 8;
    private static final long HOUR = 3600;
    private static final long BITS_PER_BYTE = 8;
    private static final BigDecimal MEGABYTES_PER_GIGABYTE = BigDecimal.valueOf(1024);

    private TrafficMeter() {}

    /**
     * What went out, in MB.
     *
     * @param hour the beginning of a full hour
     * @param seconds of it that the machine was on, 0 to 3600
     * @param mbps the width of the line
     */
    static long megabytes(InstanceId machine, Instant hour, int seconds, int mbps) {
        long spread = 50 + Math.floorMod(hash(machine, hour), 101L);
        return mbps * seconds * percent(hour) * spread / (BITS_PER_BYTE * 100 * 100);
    }

    /** What it costs, exactly: 1 GB is 1024 MB ({@code domain.md} 6.1). */
    static BigDecimal amount(long megabytes, HourlyRate perGigabyte) {
        return BigDecimal.valueOf(megabytes)
                .multiply(perGigabyte.perHour())
                .divide(MEGABYTES_PER_GIGABYTE, SCALE, RoundingMode.HALF_UP);
    }

    private static long percent(Instant hour) {
        int time = hour.atZone(ShopCalendar.ZONE).getHour();
        if (time < NIGHT_ENDS) {
            return 1;
        }
        return time < EVENING_BEGINS ? 6 : 3;
    }

    /** Spreads neighbouring hours apart (the finisher of SplitMix64). */
    private static long hash(InstanceId machine, Instant hour) {
        long mixed = machine.instanceId().hashCode() * 0x9E3779B97F4A7C15L + hour.getEpochSecond() / HOUR;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
