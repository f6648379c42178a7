package shop.cvm.money;

import java.math.BigDecimal;
import org.joda.money.Money;

/**
 * A price per hour in CNY with its full precision, for example 0.0007 per GB. It is never an amount: only
 * {@link #forOneHour()} and the settlement of an hour turn it into one.
 *
 * @param perHour CNY per hour, zero or more
 */
public record HourlyRate(BigDecimal perHour) implements Comparable<HourlyRate> {

    /** Free of charge. */
    public static final HourlyRate ZERO = new HourlyRate(BigDecimal.ZERO);

    public HourlyRate {
        if (perHour.signum() < 0) {
            throw new IllegalArgumentException("A rate is zero or more, not " + perHour);
        }
    }

    public HourlyRate plus(HourlyRate other) {
        return new HourlyRate(perHour.add(other.perHour));
    }

    public HourlyRate times(int quantity) {
        return new HourlyRate(perHour.multiply(BigDecimal.valueOf(quantity)));
    }

    /** What one full hour costs, rounded half up to 0.01 CNY: the amount frozen at a postpaid purchase. */
    public Money forOneHour() {
        return Cny.round(perHour);
    }

    @Override
    public int compareTo(HourlyRate other) {
        return perHour.compareTo(other.perHour);
    }
}
