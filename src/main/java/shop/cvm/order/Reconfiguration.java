package shop.cvm.order;

import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;

/**
 * Another configuration that an owner wants for a machine.
 *
 * @param instance the machine
 * @param wanted what it is to be
 * @param configured how often it had been configured when the owner looked: in another page it may have become something
 *     else since
 * @param agreed the price the owner accepted; null to take whatever it is now
 */
public record Reconfiguration(
        InstanceId instance,
        WantedConfiguration wanted,
        int configured,
        @Nullable AgreedPrice agreed) {}
