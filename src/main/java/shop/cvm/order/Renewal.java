package shop.cvm.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;

/**
 * More time that a customer orders for a machine.
 *
 * @param instance the machine
 * @param period how much
 * @param agreed the price the customer accepted; null to take whatever it is now
 * @param from when the machine's time ends, as the customer saw it; null to take whatever it is now
 * @param bandwidthMbps what it is to have from there on, no more than before; null to keep what it has
 */
public record Renewal(
        InstanceId instance,
        RenewalPeriod period,
        @Nullable AgreedPrice agreed,
        @Nullable Instant from,
        @Nullable Integer bandwidthMbps) {

    /** With the bandwidth that it has. */
    public Renewal(InstanceId instance, RenewalPeriod period, @Nullable AgreedPrice agreed, @Nullable Instant from) {
        this(instance, period, agreed, from, null);
    }

    /** So many months from whenever its time ends. */
    public Renewal(InstanceId instance, int months, @Nullable AgreedPrice agreed) {
        this(instance, RenewalPeriod.of(months), agreed, null, null);
    }
}
