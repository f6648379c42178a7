package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;

/**
 * What one component of a machine costs while it is used, frozen when the machine was bought or configured.
 *
 * @param component what it is
 * @param quantity GB of disks, Mbps of bandwidth, else 1
 * @param rate CNY per hour in the first price step; for traffic CNY per GB
 * @param steps the price steps after the first one; null for none
 * @param configuration which one of the machine's its price steps go by; 0 for the one that was bought
 */
@Embeddable
public record InstanceRate(
        @Enumerated(EnumType.STRING) Component component,
        int quantity,
        HourlyRate rate,
        @Nullable StepRates steps,
        int configuration) {

    /** Of the configuration that was bought. */
    public InstanceRate(Component component, int quantity, HourlyRate rate, @Nullable StepRates steps) {
        this(component, quantity, rate, steps, 0);
    }

    InstanceRate of(int otherConfiguration) {
        return new InstanceRate(component, quantity, rate, steps, otherConfiguration);
    }
}
