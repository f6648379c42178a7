package shop.cvm.web.prices;

import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.UnitPrice;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/**
 * What one disk type costs.
 *
 * @param disk the type with its limits
 * @param month price of a GB and month before discount; null if it is not sold prepaid
 * @param hour price of a GB and hour; null if it is not sold postpaid
 * @param citations numbers of the sources of both
 */
record DiskRow(
        DiskType disk, @Nullable UnitPrice month, @Nullable UnitPrice hour, List<Integer> citations) {

    /** Size in GB of the disk that the table prices as an example. */
    static final int EXAMPLE_GB = 100;

    DiskRow {
        citations = List.copyOf(citations);
    }

    public @Nullable Money perMonth() {
        return month == null ? null : Cny.round(month.price());
    }

    public @Nullable HourlyRate perHour() {
        return hour == null ? null : new HourlyRate(hour.price());
    }

    public @Nullable Money examplePerMonth() {
        return month == null ? null : Cny.round(month.price().multiply(BigDecimal.valueOf(EXAMPLE_GB)));
    }

    public @Nullable HourlyRate examplePerHour() {
        return hour == null ? null : new HourlyRate(hour.price()).times(EXAMPLE_GB);
    }

    public Estimate estimate() {
        return Estimate.of(month == null ? null : month.source(), hour == null ? null : hour.source());
    }
}
