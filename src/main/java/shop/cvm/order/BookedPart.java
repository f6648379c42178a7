package shop.cvm.order;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;
import shop.cvm.ledger.Entry;

/**
 * What of a payment or of a refund is for one component of one machine; for a whole machine, or for anything, where no more
 * is known.
 *
 * @param entry what it is a part of
 * @param kind what the order's line was about; null if it was no order
 * @param machine what it is for; null if nobody knows
 * @param item the component, as it was agreed; null if it is not for one of them
 * @param months the months that were bought; 0 for days, and for what was paid back of a machine
 * @param from since when it is paid for; null if it is not
 * @param to until when; of a machine that was returned, until then
 * @param amount more than zero if it was paid, less if it was paid back
 */
public record BookedPart(
        Entry entry,
        @Nullable LineKind kind,
        @Nullable Instance machine,
        @Nullable OrderItem item,
        int months,
        @Nullable Instant from,
        @Nullable Instant to,
        Money amount) {

    /** All of it, as nothing more is known. */
    static BookedPart whole(Entry entry, @Nullable Instance machine) {
        return new BookedPart(
                entry, null, machine, null, 0, null, null, entry.effect().negated());
    }

    /** The same before period discounts. */
    public Money listAmount() {
        if (item == null) {
            return amount;
        }
        return amount.isNegative() ? item.unitListAmount().negated() : item.unitListAmount();
    }
}
