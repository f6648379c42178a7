package shop.cvm.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;

/**
 * Another configuration that an owner wants for a machine.
 *
 * @param instance the machine
 * @param wanted what it is to be
 * @param configured how often it had been configured when the owner looked: in another page it may have become something
 *     else since
 * @param agreed the price the owner accepted: what is frozen for an hourly machine, what is due for a prepaid one, less
 *     than nothing if it is paid back; null to take whatever it is now
 * @param at for a prepaid machine as of when that was worked out; null for now
 * @param forced whether the machine is shut down for it, if it has to be, and started again
 */
public record Reconfiguration(
        InstanceId instance,
        WantedConfiguration wanted,
        int configured,
        @Nullable AgreedPrice agreed,
        @Nullable Instant at,
        boolean forced) {

    /** Of a machine that its owner shuts down before, if that has to be. */
    public Reconfiguration(
            InstanceId instance,
            WantedConfiguration wanted,
            int configured,
            @Nullable AgreedPrice agreed,
            @Nullable Instant at) {
        this(instance, wanted, configured, agreed, at, false);
    }

    /** As of now. */
    public Reconfiguration(
            InstanceId instance, WantedConfiguration wanted, int configured, @Nullable AgreedPrice agreed) {
        this(instance, wanted, configured, agreed, null, false);
    }
}
