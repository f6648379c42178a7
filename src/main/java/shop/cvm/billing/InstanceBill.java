package shop.cvm.billing;

import org.joda.money.Money;
import shop.cvm.instance.InstanceId;

/**
 * What one machine came to.
 *
 * @param instance it
 * @param hours hours with any usage of it
 * @param amount the sum of its hours, each rounded
 */
public record InstanceBill(InstanceId instance, long hours, Money amount) {}
