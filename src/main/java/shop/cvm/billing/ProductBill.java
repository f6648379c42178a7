package shop.cvm.billing;

import java.math.BigDecimal;
import org.joda.money.Money;
import shop.cvm.pricing.Component;

/**
 * What one kind of component came to.
 *
 * @param component it
 * @param seconds charged seconds of all machines
 * @param megabytes outbound traffic; 0 for all else
 * @param amount the exact sum of the lines
 * @param deducted what of the deductions was for it; over all components these add up to what was deducted
 */
public record ProductBill(Component component, long seconds, long megabytes, BigDecimal amount, Money deducted) {}
