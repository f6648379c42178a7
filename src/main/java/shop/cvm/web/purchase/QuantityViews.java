package shop.cvm.web.purchase;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.StockLevel;
import shop.cvm.order.RenewalPeriod;
import shop.cvm.web.Show;

/** Section 8, and whether it is what a purchase still lacks. */
record QuantityViews(Picture picture, Reader reader, Words words, Show show) {

    /** @param problem what to do before this many can be bought; empty if they can */
    record Count(int value, int max, String hint, String problem) {}

    /** @param discount what the period takes off the price of vCPU and memory; empty for nothing */
    record Period(int months, String discount, boolean chosen) {}

    /** @param periods empty while postpaid */
    record Duration(List<Period> periods, int period, boolean autoRenew) {}

    /**
     * @param day of the month to expire on, for who can choose it; 0 for others
     * @param isShown whether there is a choice at all
     * @param isFree whether it can be chosen for this period; what was chosen for another is kept
     * @param isChosen whether it is or was
     */
    record Expiry(int day, boolean isShown, boolean isFree, boolean isChosen, String hint) {}

    Count count() {
        int free = free();
        int count = picture.selection().count();
        String hint = StockLevel.of(free) == StockLevel.EnoughStock
                ? words.of("purchase.count.range", CatalogSnapshot.MAX_COUNT)
                : words.of("purchase.count.left", free);
        String problem = isTooMany() ? words.of("purchase.count.tooMany", free) : "";
        return new Count(count, CatalogSnapshot.MAX_COUNT, hint, problem);
    }

    Duration duration() {
        Selection selection = picture.selection();
        List<Period> periods = selection.isPrepaid() ? periods() : List.of();
        return new Duration(periods, selection.period(), selection.autoRenew());
    }

    Expiry expiry() {
        Selection selection = picture.selection();
        int day = reader.dayFor(selection);
        boolean isFree = selection.period() <= RenewalPeriod.LONGEST_TO_A_DAY;
        return new Expiry(
                day,
                day > 0 && selection.isPrepaid(),
                isFree,
                selection.expiryDay() != null,
                words.of("purchase.expiryDay." + (isFree ? "hint" : "long"), RenewalPeriod.LONGEST_TO_A_DAY));
    }

    private List<Period> periods() {
        Shelf shelf = picture.shelf();
        ComputePrice price = shelf.catalog()
                .computePrice(
                        shelf.zone().region(), shelf.type().id(), shelf.image().osType());
        return shelf
                .catalog()
                .periods(shelf.zone().region(), shelf.type(), shelf.image().osType())
                .stream()
                .map(months -> new Period(
                        months,
                        discount(price == null ? null : price.monthFactors().get(months)),
                        months == picture.selection().period()))
                .toList();
    }

    private static String discount(@Nullable BigDecimal factor) {
        if (factor == null || factor.compareTo(BigDecimal.ONE) >= 0) {
            return "";
        }
        BigDecimal percent = BigDecimal.ONE.subtract(factor).movePointRight(2).stripTrailingZeros();
        return "\u2212" + percent.toPlainString() + "%";
    }

    /** Whether more is asked for than there is. */
    boolean isTooMany() {
        return picture.selection().count() > free();
    }

    private int free() {
        return picture.shelf().assortment().free(picture.selection().type());
    }
}
