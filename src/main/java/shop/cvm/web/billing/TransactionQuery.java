package shop.cvm.web.billing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import shop.cvm.ledger.EntryFilter;
import shop.cvm.time.ShopCalendar;

/**
 * Which transactions are shown.
 *
 * @param type of which type
 * @param from booked on that day or later; null from the beginning
 * @param to booked on that day or before; null up to now
 */
record TransactionQuery(
        TransactionType type,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    /** Whatever an address says: what is no type means all, what is no day means no bound, and bounds are put in order. */
    static TransactionQuery of(String type, String from, String to) {
        LocalDate first = Days.read(from);
        LocalDate last = Days.read(to);
        boolean swapped = first != null && last != null && first.isAfter(last);
        return new TransactionQuery(TransactionType.of(type), swapped ? last : first, swapped ? first : last);
    }

    /** Whether it leaves anything out. */
    public boolean isNarrow() {
        return type != TransactionType.ALL || from != null || to != null;
    }

    /** As addresses have it, with the question mark; empty if it leaves nothing out. */
    public String address() {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        if (type != TransactionType.ALL) {
            query.queryParam("type", type.parameter());
        }
        if (from != null) {
            query.queryParam("from", from);
        }
        if (to != null) {
            query.queryParam("to", to);
        }
        return query.build().toUriString();
    }

    EntryFilter filter() {
        return new EntryFilter(
                type.kinds(),
                ShopCalendar.startOf(from == null ? Days.FIRST : from),
                ShopCalendar.startOf(to == null ? Days.LAST : to.plusDays(1)));
    }
}
