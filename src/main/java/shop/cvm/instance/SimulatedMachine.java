package shop.cvm.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine that exists as a row only.
 *
 * @param readyAt when it has started
 * @param addressAt when its addresses can be seen
 * @param pool the pool its private address comes from
 * @param publicIp null for none
 */
record SimulatedMachine(
        InstanceId id,
        String fingerprint,
        boolean isOn,
        Instant readyAt,
        Instant addressAt,
        String pool,
        String privateIp,
        @Nullable String publicIp) {

    Observation observation(Instant now) {
        boolean isAddressed = !now.isBefore(addressAt);
        return new Observation(
                id,
                phase(now),
                fingerprint,
                isAddressed ? privateIp : null,
                isAddressed ? publicIp : null,
                nextLook(now, isAddressed));
    }

    SimulatedMachine switched(boolean on) {
        return new SimulatedMachine(id, fingerprint, on, readyAt, addressAt, pool, privateIp, publicIp);
    }

    private Phase phase(Instant now) {
        if (!isOn) {
            return Phase.STOPPED;
        }
        return now.isBefore(readyAt) ? Phase.BUILDING : Phase.RUNNING;
    }

    private @Nullable Instant nextLook(Instant now, boolean isAddressed) {
        if (now.isBefore(readyAt)) {
            return readyAt;
        }
        return isAddressed ? null : addressAt;
    }
}
