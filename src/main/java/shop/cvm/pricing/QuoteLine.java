package shop.cvm.pricing;

import java.math.BigDecimal;
import org.joda.money.Money;
import shop.cvm.catalog.PriceSource;
import shop.cvm.money.HourlyRate;

/**
 * The price of one component of one machine.
 *
 * @param component what it is
 * @param subject the type it is of: instance type, disk type, or empty
 * @param unitPrice CNY per unit and month (prepaid) or hour (postpaid), exactly; for bandwidth the price of all Mbps
 * @param days 0 if it is for the period; otherwise it is for so many days beyond it ({@link ExtraDays})
 * @param quantity number of units: GB of a disk, Mbps, else 1
 * @param discountFactor what the period leaves of the price, 1 for no discount
 * @param unitListAmount for one machine and the whole period before discount, to the cent; zero for postpaid
 * @param unitAmount for one machine and the whole period, to the cent; zero for postpaid
 * @param amount for all machines: {@code unitAmount} times their count
 * @param rate postpaid: exact rate of one machine per hour; zero for prepaid
 * @param source where the price comes from
 */
public record QuoteLine(
        Component component,
        String subject,
        BigDecimal unitPrice,
        int days,
        int quantity,
        BigDecimal discountFactor,
        Money unitListAmount,
        Money unitAmount,
        Money amount,
        HourlyRate rate,
        PriceSource source) {}
