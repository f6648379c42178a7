package shop.cvm.pricing;

import java.time.Instant;
import org.joda.money.Money;

/**
 * More machine for the time that was left, with what was paid for it ({@code domain.md} 11.4).
 *
 * @param paidAt from when on
 * @param until the end of the machine's time as it was then, which is what the amount was for
 * @param paid zero or more
 */
public record PaidUpgrade(Instant paidAt, Instant until, Money paid) {

    public PaidUpgrade {
        if (!paidAt.isBefore(until)) {
            throw new IllegalArgumentException("An upgrade at " + paidAt + " is for some time, not until " + until);
        }
    }
}
