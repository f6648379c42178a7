package shop.cvm.instance;

import java.time.Instant;

/**
 * A prepaid machine has less bandwidth from now on, because the time begins that it was renewed for with that. Heard in
 * the transaction that has locked and changed it.
 *
 * @param instance the machine
 * @param orderNumber the order that renewed it
 * @param difference what has changed
 * @param at when, by the shop's clock
 */
public record BandwidthLowered(InstanceId instance, String orderNumber, Difference difference, Instant at) {}
