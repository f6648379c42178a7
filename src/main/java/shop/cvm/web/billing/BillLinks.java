package shop.cvm.web.billing;

import java.time.Instant;
import java.time.YearMonth;
import org.springframework.stereotype.Component;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.time.ShopCalendar;

/** Where a transaction leads to: {@code ${@billLinks.of(entry)}}. */
@Component("billLinks")
class BillLinks {

    private static final int HOUR = 3600;

    /** The order or the returned machine it belongs to, or the hour of usage that it settled; empty if none of these. */
    public String of(Entry entry) {
        if (entry.kind() == EntryKind.SETTLEMENT) {
            return hour(entry.occurredAt().minusSeconds(HOUR));
        }
        if (entry.description().key().equals("return")) {
            return "/instances/" + entry.description().args().get(0);
        }
        return entry.orderNumber() == null ? "" : "/orders/" + entry.orderNumber();
    }

    private static String hour(Instant hour) {
        var at = hour.atZone(ShopCalendar.ZONE);
        return "/billing/bills/" + YearMonth.from(at) + "/lines?day=" + at.toLocalDate() + "&hour=" + at.getHour();
    }
}
