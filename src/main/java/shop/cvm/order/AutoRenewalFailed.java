package shop.cvm.order;

import java.time.Instant;
import shop.cvm.instance.InstanceId;

/**
 * A machine that is to be renewed by itself could not be: the balance does not reach, or it is not sold any more.
 *
 * @param instance the machine
 * @param at when that was tried
 */
public record AutoRenewalFailed(InstanceId instance, Instant at) {}
