package shop.cvm.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.time.ShopCalendar;

/**
 * How the use of a component of a prepaid machine is valued when the machine is returned ({@code domain.md} 11.3): full
 * months at the monthly price and the discount of so many months, the rest by the hour, to the second.
 *
 * @param component what it is
 * @param subject the type it is of: instance type, disk type, or empty
 * @param quantity GB of a disk, Mbps, else 1
 * @param perMonth CNY per month for all of it, before discount
 * @param factors what discounts leave of the monthly price, by the months from which on they are given; months before
 *     the first of them have none
 * @param perHour what all of it costs by the hour when it is paid like that, in the first price step
 */
public record UseRate(
        Component component,
        String subject,
        int quantity,
        BigDecimal perMonth,
        Map<Integer, BigDecimal> factors,
        HourlyRate perHour) {

    private static final BigDecimal SECONDS_OF_AN_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toSeconds());

    public UseRate {
        factors = Map.copyOf(factors);
    }

    /** What was used of it in this time, rounded once, half up, to the cent. */
    UsedPart used(Instant from, Instant to) {
        int months = ShopCalendar.fullMonths(from, to);
        Duration rest = Duration.ofSeconds(
                Duration.between(ShopCalendar.plusMonths(from, months), to).toSeconds());
        BigDecimal factor = factor(months);
        BigDecimal byMonth = perMonth.multiply(BigDecimal.valueOf(months)).multiply(factor);
        BigDecimal bySecond = perHour.perHour().multiply(BigDecimal.valueOf(rest.toSeconds()));
        BigDecimal value =
                byMonth.multiply(SECONDS_OF_AN_HOUR).add(bySecond).divide(SECONDS_OF_AN_HOUR, 2, RoundingMode.HALF_UP);
        return new UsedPart(this, months, factor, rest, Cny.round(value));
    }

    private BigDecimal factor(int months) {
        return factors.entrySet().stream()
                .filter(discount -> discount.getKey() <= months)
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(BigDecimal.ONE);
    }
}
