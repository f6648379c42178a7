package shop.cvm.web.prices;

import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.PriceSource;

/** Which figures of a row are estimates, so that the page must say so. */
enum Estimate {
    NONE,
    MONTH,
    HOUR,
    BOTH;

    static Estimate of(@Nullable PriceSource perMonth, @Nullable PriceSource perHour) {
        boolean month = perMonth != null && perMonth.estimated();
        boolean hour = perHour != null && perHour.estimated();
        if (month && (hour || perHour == null) || hour && perMonth == null) {
            return BOTH;
        }
        return month ? MONTH : hour ? HOUR : NONE;
    }
}
