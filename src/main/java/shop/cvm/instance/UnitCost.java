package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import org.joda.money.Money;
import shop.cvm.money.HourlyRate;

/**
 * What one machine costs as agreed at purchase, or when it was configured otherwise.
 *
 * @param unitTotal prepaid: paid for the whole period, and what a refund starts from; postpaid: frozen for one hour
 * @param hourlyRate postpaid: exact rate per hour in the first price step; zero for prepaid
 */
@Embeddable
public record UnitCost(Money unitTotal, HourlyRate hourlyRate) {}
