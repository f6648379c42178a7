package shop.cvm.order;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of orders are looked for.
 *
 * @param from ordered then or later
 * @param to ordered then or earlier
 * @param states of their orders; none for any
 * @param order of this order; null for any
 * @param subOrder this line; null for any
 * @param machine about this machine; null for any
 */
public record DealConditions(
        Instant from,
        Instant to,
        Set<OrderState> states,
        @Nullable String order,
        @Nullable String subOrder,
        @Nullable String machine) {

    public DealConditions {
        states = Set.copyOf(states);
    }
}
