package shop.cvm.instance;

import java.time.Instant;
import java.util.List;

/**
 * The time of machines runs out.
 *
 * @param ids them
 * @param days how many days they have left, a started one counting as one
 * @param at when that was found
 */
public record InstanceExpiring(List<InstanceId> ids, int days, Instant at) {

    public InstanceExpiring {
        ids = List.copyOf(ids);
    }
}
