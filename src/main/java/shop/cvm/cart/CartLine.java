package shop.cvm.cart;

import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.StockLevel;
import shop.cvm.instance.UnitCost;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;

/**
 * An item of a cart as it looks today.
 *
 * @param item what was put in, with what was accepted
 * @param quote what it costs now; null if it is no longer sold
 * @param free machines in stock that no line above needs, up to five seconds old
 */
public record CartLine(CartItem item, @Nullable Quote quote, int free) {

    public boolean isSold() {
        return quote != null;
    }

    public boolean isEnough() {
        return free >= item.count();
    }

    /** What one machine costs now. */
    public UnitCost current() {
        return quote == null ? item.accepted() : unitCost(quote);
    }

    public boolean isPriceChanged() {
        UnitCost now = current();
        return !now.unitTotal().isEqual(item.accepted().unitTotal())
                || now.hourlyRate().compareTo(item.accepted().hourlyRate()) != 0;
    }

    /** How much is in stock now. */
    public StockLevel stock() {
        return StockLevel.of(free);
    }

    /** Whether less is in stock than the owner was content with; more never needs a question. */
    public boolean isScarcer() {
        return stock().compareTo(item.acceptedStock()) > 0;
    }

    /** Whether something has changed that the owner can accept. */
    public boolean isToAccept() {
        return isSold() && isEnough() && (isPriceChanged() || isScarcer());
    }

    /** Whether it can be ordered as it is. */
    public boolean isReady() {
        return isSold() && isEnough() && !isPriceChanged() && !isScarcer();
    }

    static UnitCost unitCost(Quote quote) {
        HourlyRate rate = quote.lines().stream().map(QuoteLine::rate).reduce(HourlyRate.ZERO, HourlyRate::plus);
        return new UnitCost(quote.unitTotal(), rate);
    }
}
