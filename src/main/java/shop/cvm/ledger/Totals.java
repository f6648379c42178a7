package shop.cvm.ledger;

import java.util.Map;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What the movements of a time came to.
 *
 * @param amounts by kind, more than zero; kinds without any movement are missing
 */
public record Totals(Map<EntryKind, Money> amounts) {

    public Totals {
        amounts = Map.copyOf(amounts);
    }

    /** What movements of this kind came to; zero if there was none. */
    public Money of(EntryKind kind) {
        return amounts.getOrDefault(kind, Cny.ZERO);
    }

    /** What was deducted for orders and for usage, less what was refunded. */
    public Money spent() {
        return of(EntryKind.DEDUCT).plus(of(EntryKind.SETTLEMENT)).minus(of(EntryKind.REFUND));
    }

    /** What they did to the balance; what is frozen stays part of it. */
    public Money change() {
        return of(EntryKind.TOP_UP).minus(spent());
    }
}
