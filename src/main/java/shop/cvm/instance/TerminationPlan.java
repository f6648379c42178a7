package shop.cvm.instance;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is settled beforehand about the end of an instance: it is protected from being given up, or it is terminated at a
 * set time. Never both: a machine that must not be terminated has no time at which it is ({@code domain.md} 2.2, and the
 * database). It changes under the lock of its instance only.
 */
@Entity
@Table(name = "termination_plans")
public class TerminationPlan {

    @Id
    private String instanceId;

    private boolean isProtected;
    private @Nullable Instant terminateAt;
    private @Nullable Instant dueAt;

    @SuppressWarnings("NullAway.Init")
    protected TerminationPlan() {}

    private TerminationPlan(InstanceId instance, boolean isProtected, @Nullable Instant terminateAt) {
        this.instanceId = instance.instanceId();
        this.isProtected = isProtected;
        this.terminateAt = terminateAt;
        this.dueAt = terminateAt;
    }

    static TerminationPlan protection(InstanceId instance) {
        return new TerminationPlan(instance, true, null);
    }

    static TerminationPlan timed(InstanceId instance, Instant at) {
        return new TerminationPlan(instance, false, at);
    }

    public InstanceId instance() {
        return new InstanceId(instanceId);
    }

    /** Whether nobody can give it up, neither its owner nor a time set. */
    public boolean isProtected() {
        return isProtected;
    }

    /** When it is terminated by itself; empty for one that is protected. */
    public Optional<Instant> terminateAt() {
        return Optional.ofNullable(terminateAt);
    }

    boolean isDue(Instant now) {
        return dueAt != null && !now.isBefore(dueAt);
    }

    void moveTo(Instant at) {
        if (isProtected) {
            throw new IllegalStateException("Instance " + instanceId + " is protected from termination");
        }
        terminateAt = at;
        dueAt = at;
    }

    void postpone(Instant until) {
        dueAt = until;
    }
}
