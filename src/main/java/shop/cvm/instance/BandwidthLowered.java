package shop.cvm.instance;

import java.time.Instant;
import java.util.List;

/**
 * Prepaid machines have less bandwidth from now on, because the time begins that they were renewed for with that. Heard
 * in the transaction that has locked and changed them.
 *
 * @param machines what has changed, machine by machine; at least one
 * @param at when, by the shop's clock
 */
public record BandwidthLowered(List<LoweredBandwidth> machines, Instant at) {}
