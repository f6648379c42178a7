package shop.cvm.web.purchase;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import shop.cvm.order.RenewalPeriod;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopCalendar;

/**
 * What a selection costs.
 *
 * @param quote with the days beyond the months, if it goes on to a day
 * @param days how many these are; 0 for none
 * @param until when it expires if it is paid today; null if it does not go on to a day
 */
record Priced(Quote quote, int days, @Nullable LocalDate until) {

    /** @param clock asked only if the price depends on the day */
    static Priced of(Picture picture, Supplier<Instant> clock) {
        Selection selection = picture.selection();
        Quote months = Pricing.quote(picture.shelf().catalog(), selection.spec(), selection.count());
        RenewalPeriod time = selection.time();
        if (time.day() == null) {
            return new Priced(months, 0, null);
        }
        Instant now = clock.get();
        return new Priced(time.priced(months, now), time.daysFrom(now), ShopCalendar.dayOf(time.until(now)));
    }
}
