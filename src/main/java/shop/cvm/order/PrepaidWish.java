package shop.cvm.order;

import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;

/**
 * An hourly machine that its owner wants to pay in advance from now on.
 *
 * @param instance the machine
 * @param months for how long
 * @param autoRenew whether it renews itself after that
 * @param agreed the price the customer accepted; null to take whatever it is now
 */
public record PrepaidWish(
        InstanceId instance,
        int months,
        boolean autoRenew,
        @Nullable AgreedPrice agreed) {}
