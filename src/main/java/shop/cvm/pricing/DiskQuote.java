package shop.cvm.pricing;

import java.math.BigDecimal;
import java.util.Optional;
import org.joda.money.Money;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.UnitPrice;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/**
 * What one disk costs, as part of any machine.
 *
 * @param listTotal of the whole period before discount; zero for one that is paid by the hour
 * @param total of the whole period; zero for one that is paid by the hour
 * @param perHour zero for a prepaid one
 */
public record DiskQuote(Money listTotal, Money total, HourlyRate perHour) {

    /**
     * The price in a region, rounded as it is in the price of a machine.
     *
     * @param months 0 for one that is paid by the hour
     * @return empty if it is not sold like that
     */
    public static Optional<DiskQuote> of(CatalogSnapshot catalog, String region, Disk disk, int months) {
        ChargeType chargeType = months > 0 ? ChargeType.PREPAID : ChargeType.POSTPAID_BY_HOUR;
        UnitPrice price = catalog.diskPrice(region, disk.type(), chargeType);
        BigDecimal factor = months > 0 ? catalog.diskFactor(months) : BigDecimal.ONE;
        if (price == null || factor == null) {
            return Optional.empty();
        }
        if (months == 0) {
            return Optional.of(new DiskQuote(Cny.ZERO, Cny.ZERO, new HourlyRate(price.price()).times(disk.sizeGb())));
        }
        BigDecimal list = price.price().multiply(BigDecimal.valueOf((long) disk.sizeGb() * months));
        return Optional.of(new DiskQuote(Cny.round(list), Cny.round(list.multiply(factor)), HourlyRate.ZERO));
    }
}
