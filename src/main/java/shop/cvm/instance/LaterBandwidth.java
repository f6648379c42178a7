package shop.cvm.instance;

import java.time.Instant;

/**
 * Less bandwidth, which a prepaid machine was renewed with and does not have yet.
 *
 * @param mbps what it is to have then, 1 or more
 * @param at when: where the time begins that was paid for with it
 */
public record LaterBandwidth(int mbps, Instant at) {}
