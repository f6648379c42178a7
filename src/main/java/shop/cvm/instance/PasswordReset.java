package shop.cvm.instance;

import java.time.Instant;
import java.util.List;

/**
 * Machines let their owners in with the new passwords that were asked for.
 *
 * @param at since when, by the shop's clock: of several resets of one machine each has another time
 */
public record PasswordReset(List<InstanceId> ids, Instant at) {

    public PasswordReset {
        ids = List.copyOf(ids);
    }
}
