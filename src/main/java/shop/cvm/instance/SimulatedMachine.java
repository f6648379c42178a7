package shop.cvm.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine that exists as a row only.
 *
 * @param readyAt when it has started
 * @param addressAt when its addresses can be seen
 * @param pool the pool its private address comes from
 * @param publicPool the pool its public address comes from; empty if it is to have none
 * @param publicIp null for none
 * @param isForeign whether it is nothing to do with the shop
 * @param gavePublic whether it gave back a public address and wants another one when it runs again
 * @param busyUntil until then its host does not listen when it is asked to destroy it; null if it always listens
 */
record SimulatedMachine(
        InstanceId id,
        String fingerprint,
        boolean isOn,
        Instant readyAt,
        Instant addressAt,
        String pool,
        String privateIp,
        String publicPool,
        @Nullable String publicIp,
        boolean isForeign,
        @Nullable Instant busyUntil,
        boolean gavePublic) {

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

    /** What is seen of it while its host, too busy to do it yet, is asked to destroy it. */
    Observation deleting() {
        return new Observation(id, Phase.DELETING, fingerprint, null, null, null);
    }

    boolean isBusy(Instant now) {
        return busyUntil != null && now.isBefore(busyUntil);
    }

    SimulatedMachine switched(boolean on) {
        return with(on, publicIp, gavePublic);
    }

    /** Off, without a public address. */
    SimulatedMachine shelved() {
        return with(false, null, gavePublic || publicIp != null);
    }

    /** Another machine for the same purpose; without a pool it loses its public address. */
    SimulatedMachine reshaped(String otherFingerprint, String otherPool) {
        return new SimulatedMachine(
                id,
                otherFingerprint,
                isOn,
                readyAt,
                addressAt,
                pool,
                privateIp,
                otherPool,
                otherPool.isEmpty() ? null : publicIp,
                isForeign,
                busyUntil,
                gavePublic && !otherPool.isEmpty());
    }

    SimulatedMachine addressed(String publicAddress) {
        return with(isOn, publicAddress, false);
    }

    private SimulatedMachine with(boolean on, @Nullable String publicAddress, boolean gave) {
        return new SimulatedMachine(
                id,
                fingerprint,
                on,
                readyAt,
                addressAt,
                pool,
                privateIp,
                publicPool,
                publicAddress,
                isForeign,
                busyUntil,
                gave);
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
