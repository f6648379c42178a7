package shop.cvm.order;

import java.time.Instant;
import shop.cvm.instance.InstanceId;

/**
 * Another configuration that a prepaid machine got by a line of an order.
 *
 * @param instance the machine
 * @param at since when
 * @param until when its time ended then
 * @param orderNumber the order
 * @param line its line, 0 for the first
 * @param settledAnew whether some of it got cheaper: then what the line says is left counts as what was paid
 */
record PaidChange(InstanceId instance, Instant at, Instant until, String orderNumber, int line, boolean settledAnew) {}
