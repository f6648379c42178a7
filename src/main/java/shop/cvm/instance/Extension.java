package shop.cvm.instance;

import java.time.Instant;
import org.joda.money.Money;

/**
 * More time for a machine, because it has just been paid.
 *
 * @param instance the machine
 * @param orderNumber the order that paid it
 * @param line its line, 0 for the first
 * @param from where it begins: the end of its time so far
 * @param months how much
 * @param days beyond these months
 * @param paid what was paid for it
 */
public record Extension(
        InstanceId instance, String orderNumber, int line, Instant from, int months, int days, Money paid) {}
