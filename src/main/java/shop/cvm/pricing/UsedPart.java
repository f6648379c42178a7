package shop.cvm.pricing;

import java.math.BigDecimal;
import java.time.Duration;
import org.joda.money.Money;

/**
 * What was used of a component of a prepaid machine.
 *
 * @param rate its prices
 * @param months full months
 * @param factor what the discount of so many months leaves of the monthly price
 * @param rest what comes to those, in full seconds
 * @param amount the value of both, to the cent
 */
public record UsedPart(UseRate rate, int months, BigDecimal factor, Duration rest, Money amount) {}
