package shop.cvm.instance;

import java.time.Instant;

/**
 * A machine is to be renewed by itself, now or never. Heard in the transaction that has locked it and goes on with
 * whatever has become of it: if nobody renews it, and its time is over, it is stopped.
 *
 * @param instance the machine
 * @param at when that was found
 */
public record RenewalDue(InstanceId instance, Instant at) {}
