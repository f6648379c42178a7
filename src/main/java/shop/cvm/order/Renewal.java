package shop.cvm.order;

import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;

/**
 * More time that a customer orders for a machine.
 *
 * @param instance the machine
 * @param months how much, one of the offered periods
 * @param agreed the price the customer accepted; null to take whatever it is now
 */
public record Renewal(
        InstanceId instance, int months, @Nullable AgreedPrice agreed) {}
