package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.pricing.ReturnValue;

/**
 * What is paid back for a machine if it is returned, or why it cannot be now.
 *
 * @param instance the machine
 * @param terms what was paid for it, oldest first
 * @param at as of when its use is valued
 * @param kind by which rule it would be returned; null if it cannot be
 * @param value what is paid back then; null if it cannot be
 * @param refusal why it cannot; null if it can
 */
public record ReturnOffer(
        Instance instance,
        List<InstanceTerm> terms,
        Instant at,
        @Nullable ReturnKind kind,
        @Nullable ReturnValue value,
        @Nullable RuntimeException refusal) {

    public ReturnOffer {
        terms = List.copyOf(terms);
    }

    public boolean isPossible() {
        return refusal == null;
    }
}
