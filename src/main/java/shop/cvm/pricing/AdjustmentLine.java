package shop.cvm.pricing;

import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.Cny;

/**
 * What the change of one component of a prepaid machine comes to.
 *
 * @param before what it costs by the month now
 * @param after what it would cost by the month
 * @param factor what the discount for the time that is left leaves of that
 * @param listFee what is to be paid, before discount
 * @param fee what is to be paid
 * @param back what is paid back; null if it does not get cheaper
 */
public record AdjustmentLine(
        MonthPrice before,
        MonthPrice after,
        BigDecimal factor,
        Money listFee,
        Money fee,
        @Nullable PaidBack back) {

    /** Nothing to pay, nothing paid back. */
    static AdjustmentLine free(MonthPrice before, MonthPrice after) {
        return new AdjustmentLine(before, after, BigDecimal.ONE, Cny.ZERO, Cny.ZERO, null);
    }

    public boolean isChanged() {
        return !before.isSame(after);
    }

    /** Whether a discount for the time that is left takes something off. */
    public boolean isDiscounted() {
        return fee.isLessThan(listFee);
    }

    /** How much more it would cost by the month, before discount. */
    public BigDecimal more() {
        return after.perMonth().subtract(before.perMonth());
    }

    /** What is paid back; zero or more. */
    public Money refund() {
        return back == null ? Cny.ZERO : back.refund();
    }
}
