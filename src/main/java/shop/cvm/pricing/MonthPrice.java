package shop.cvm.pricing;

import java.math.BigDecimal;
import java.util.Map;
import shop.cvm.catalog.PriceSource;

/**
 * What a component of a machine costs by the month.
 *
 * @param component what it is
 * @param subject the type it is of: instance type, disk type, or empty
 * @param quantity GB of a disk, Mbps, else 1
 * @param unitPrice CNY per unit and month before discount; for bandwidth the price of all Mbps, for traffic of a GB
 * @param perMonth CNY per month for all of it before discount; zero for traffic
 * @param factors what discounts leave of it, by the months from which on they are given
 * @param source where the price comes from
 */
public record MonthPrice(
        Component component,
        String subject,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal perMonth,
        Map<Integer, BigDecimal> factors,
        PriceSource source) {

    public MonthPrice {
        factors = Map.copyOf(factors);
    }

    /** Whether it is the same of the same size. */
    public boolean isSame(MonthPrice other) {
        return component == other.component && subject.equals(other.subject) && quantity == other.quantity;
    }
}
