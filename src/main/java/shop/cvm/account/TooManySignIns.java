package shop.cvm.account;

import java.time.Instant;
import org.springframework.security.core.AuthenticationException;

/**
 * Too many attempts to sign in have failed for this e-mail address or from this place. Nothing was compared, so it tells
 * nothing about account or password; trying again helps from {@link #until} on.
 */
public class TooManySignIns extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final Instant until;

    TooManySignIns(Instant until) {
        super("Too many attempts to sign in failed; the next is possible at " + until);
        this.until = until;
    }

    /** By the system's clock. */
    public Instant until() {
        return until;
    }
}
