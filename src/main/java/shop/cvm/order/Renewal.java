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
 */
public record Renewal(
        InstanceId instance,
        RenewalPeriod period,
        @Nullable AgreedPrice agreed,
        @Nullable Instant from) {

    /** So many months from whenever its time ends. */
    public Renewal(InstanceId instance, int months, @Nullable AgreedPrice agreed) {
        this(instance, RenewalPeriod.of(months), agreed, null);
    }
}
