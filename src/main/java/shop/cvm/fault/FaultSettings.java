package shop.cvm.fault;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sandbox mode that concern faults.
 *
 * @param enabled sandbox mode: off, and nothing here has any effect
 * @param faults faults to switch on at start, for example {@code shop.sandbox.faults.wallet-down.times=3}
 */
@ConfigurationProperties("shop.sandbox")
public record FaultSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue Map<Fault, Configured> faults) {

    public FaultSettings {
        faults = Map.copyOf(faults);
    }

    /**
     * A fault as configured.
     *
     * @param times how many times it strikes; null for always
     * @param delay see {@link ActiveFault}
     */
    public record Configured(
            @Nullable Integer times, @DefaultValue("0s") Duration delay) {}
}
