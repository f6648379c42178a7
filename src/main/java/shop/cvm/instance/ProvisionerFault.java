package shop.cvm.instance;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provisioner could not do what it was asked, or does not know whether it did. Its message holds no secret. */
public class ProvisionerFault extends RuntimeException {

    /** What to do about it. */
    public enum Kind {
        /** No room at the moment. Nothing was made; trying later can help. */
        CAPACITY,
        /** Something on the way failed. Trying again helps. */
        TRANSIENT,
        /** This machine cannot be made. Trying again does not help. */
        PERMANENT,
        /** The id belongs to another machine, which must be neither taken nor destroyed. */
        CONFLICT
    }

    /** Whether what was asked has happened all the same. */
    public enum Effect {
        NOT_APPLIED,
        /** Nobody knows: look before doing anything else. */
        UNKNOWN
    }

    private final Kind kind;
    private final Effect effect;
    private final @Nullable Duration retryAfter;

    /**
     * @param message what happened, for the log
     * @param retryAfter how long to wait before the next try; null if it makes no difference
     */
    public ProvisionerFault(
            Kind kind, Effect effect, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.effect = effect;
        this.retryAfter = retryAfter;
    }

    static ProvisionerFault broken(RuntimeException cause) {
        return new ProvisionerFault(Kind.TRANSIENT, Effect.UNKNOWN, String.valueOf(cause.getMessage()), null, cause);
    }

    public Kind kind() {
        return kind;
    }

    public Effect effect() {
        return effect;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
