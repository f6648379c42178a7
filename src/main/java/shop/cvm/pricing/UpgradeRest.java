package shop.cvm.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What is left of the amount of an upgrade: it is worn off day by day, and a day that has begun counts as one
 * ({@code domain.md} 14, V5).
 *
 * @param upgrade what was paid
 * @param days days it was paid for, a started one counting as one
 * @param begun days of these that have begun
 * @param amount the rest, to the cent; from nothing to all of it
 */
public record UpgradeRest(PaidUpgrade upgrade, long days, long begun, Money amount) {

    private static final Duration DAY = Duration.ofDays(1);

    static UpgradeRest of(PaidUpgrade upgrade, Instant at) {
        long days = startedDays(upgrade.paidAt(), upgrade.until());
        long begun = Math.min(startedDays(upgrade.paidAt(), at), days);
        BigDecimal rest = upgrade.paid()
                .getAmount()
                .multiply(BigDecimal.valueOf(days - begun))
                .divide(BigDecimal.valueOf(days), 2, RoundingMode.HALF_UP);
        return new UpgradeRest(upgrade, days, begun, Cny.round(rest));
    }

    /** Days from one instant to another, a started one counting as one; 0 if the second is not later. */
    static long startedDays(Instant from, Instant to) {
        Duration passed = Duration.between(from, to);
        return passed.isNegative() ? 0 : passed.plus(DAY).minusNanos(1).toDays();
    }
}
