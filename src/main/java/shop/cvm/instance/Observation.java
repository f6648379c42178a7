package shop.cvm.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provisioner sees of one machine.
 *
 * @param id the machine
 * @param phase what it is doing
 * @param fingerprint of the {@link MachineSpec} it was made from; null if absent
 * @param privateIp its private address; null until it is known
 * @param publicIp its public address; null until it is known, and for a machine without
 * @param nextLook by the shop's clock, when something will have changed; null if the provisioner cannot tell
 */
public record Observation(
        InstanceId id,
        Phase phase,
        @Nullable String fingerprint,
        @Nullable String privateIp,
        @Nullable String publicIp,
        @Nullable Instant nextLook) {

    /** There is no such machine. */
    public static Observation absent(InstanceId id) {
        return new Observation(id, Phase.ABSENT, null, null, null, null);
    }
}
