package shop.cvm.order;

import org.joda.money.Money;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Quote;

/**
 * A price that the customer saw and accepted.
 *
 * @param total due at once for all machines: the whole period if prepaid, one hour's freeze if postpaid; less than
 *     nothing if something is paid back
 * @param perHour postpaid: exact rate of all machines in the first price step; zero for prepaid
 */
public record AgreedPrice(Money total, HourlyRate perHour) {

    public static AgreedPrice of(Quote quote) {
        return new AgreedPrice(quote.total(), quote.perHour());
    }

    /** Whether the quote asks for just this; the number of decimals makes no difference. */
    boolean isStill(Quote quote) {
        return isSame(of(quote));
    }

    boolean isSame(AgreedPrice other) {
        return total.isEqual(other.total) && perHour.compareTo(other.perHour) == 0;
    }
}
