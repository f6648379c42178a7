package shop.cvm.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What an account used of late, from which its daily use is estimated ({@code domain.md} 10.2): that of the last 24
 * hours, and of whoever began in between, that since then, as if it had gone on for 24.
 *
 * @param amount what was used
 * @param hours in so many hours, 1 to 24
 */
record RecentUse(Money amount, long hours) {

    /** How far it looks back. */
    static final Duration WINDOW = Duration.ofDays(1);

    /** @param first the beginning of the first charged hour of the window that ends then */
    static RecentUse since(Instant first, Instant end, Money amount) {
        return new RecentUse(amount, Duration.between(first, end).toHours());
    }

    /** An hour by itself. */
    static RecentUse ofOneHour(Money amount) {
        return new RecentUse(amount, 1);
    }

    Money perDay() {
        BigDecimal scaled = amount.getAmount().multiply(BigDecimal.valueOf(WINDOW.toHours()));
        return Cny.round(
                scaled.divide(BigDecimal.valueOf(hours), Cny.CURRENCY.getDecimalPlaces(), RoundingMode.HALF_UP));
    }

    /** How long this much lasts, to the second; something has to be used. */
    Duration lasts(Money available) {
        BigDecimal seconds = available
                .getAmount()
                .multiply(BigDecimal.valueOf(Duration.ofHours(hours).toSeconds()))
                .divide(amount.getAmount(), 0, RoundingMode.DOWN);
        return Duration.ofSeconds(
                seconds.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }

    /** Whether this much lasts less than so many days. */
    boolean usesUp(Money available, int days) {
        return available.multipliedBy(hours).isLessThan(amount.multipliedBy(WINDOW.toHours() * days));
    }
}
