package shop.cvm.instance;

/**
 * A prepaid machine that has less bandwidth than before.
 *
 * @param instance the machine
 * @param orderNumber the order that renewed it with that
 * @param difference what has changed
 */
public record LoweredBandwidth(InstanceId instance, String orderNumber, Difference difference) {}
