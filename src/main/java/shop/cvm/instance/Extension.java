package shop.cvm.instance;

import org.joda.money.Money;

/**
 * More time for a machine, because it has just been paid.
 *
 * @param instance the machine
 * @param orderNumber the order that paid it
 * @param line its line, 0 for the first
 * @param months how much
 * @param paid what was paid for it
 */
public record Extension(InstanceId instance, String orderNumber, int line, int months, Money paid) {}
