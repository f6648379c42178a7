package shop.cvm.web.prices;

import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.InstanceType;
import shop.cvm.money.Cny;

/**
 * What one instance type costs.
 *
 * @param type the type
 * @param price its price, without what is not sold
 * @param citations numbers of the sources of its figures
 */
record PriceRow(InstanceType type, ComputePrice price, List<Integer> citations) {

    PriceRow {
        citations = List.copyOf(citations);
    }

    public boolean isPrepaid() {
        return price.perMonth() != null;
    }

    public boolean isPostpaid() {
        return !price.steps().isEmpty();
    }

    /** Price of a month before discount; null if it is not sold prepaid. */
    public @Nullable Money listPrice() {
        BigDecimal perMonth = price.perMonth();
        return perMonth == null ? null : Cny.round(perMonth);
    }

    /** Price of a month if it is paid for these periods; null if it is not sold prepaid. */
    public @Nullable Money perMonth(Bracket bracket) {
        BigDecimal perMonth = price.perMonth();
        return perMonth == null ? null : Cny.round(perMonth.multiply(bracket.factor()));
    }

    public Estimate estimate() {
        return Estimate.of(price.prepaidSource(), price.postpaidSource());
    }
}
