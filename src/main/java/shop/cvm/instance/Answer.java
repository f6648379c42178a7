package shop.cvm.instance;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a provisioner answers about one machine of several: what it sees, or why it could not do what it was asked.
 *
 * @param id the machine
 * @param seen null if there is a fault
 * @param fault null if there is none
 */
public record Answer(
        InstanceId id, @Nullable Observation seen, @Nullable ProvisionerFault fault) {

    public static Answer of(Observation seen) {
        return new Answer(seen.id(), seen, null);
    }

    public static Answer of(InstanceId id, ProvisionerFault fault) {
        return new Answer(id, null, fault);
    }

    /** The answer to a question about one machine, whatever comes of it. */
    static Answer from(InstanceId id, Supplier<Observation> question) {
        try {
            return of(question.get());
        } catch (ProvisionerFault fault) {
            return of(id, fault);
        } catch (RuntimeException broken) {
            // One machine that cannot even be asked for must not stop the others.
            return of(id, ProvisionerFault.broken(broken));
        }
    }

    /** @throws ProvisionerFault if there is a fault */
    Observation orThrow() {
        if (seen == null) {
            throw fault == null ? new IllegalStateException("No answer about " + id) : fault;
        }
        return seen;
    }
}
