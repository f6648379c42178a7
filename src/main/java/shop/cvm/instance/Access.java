package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.KeyPairId;

/** How its owner gets into a machine. A random password is kept, encrypted, until it was shown once or a week is over. */
@Embeddable
class Access {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration TIME_TO_LOOK = Duration.ofDays(1);
    private static final Duration ANSWER_KEPT = Duration.ofMinutes(1);

    @Enumerated(EnumType.STRING)
    private LoginKind loginKind;

    private @Nullable String loginSecret;
    private @Nullable Instant loginSecretUntil;
    private @Nullable String shownTo;
    private @Nullable String keyPairId;

    @SuppressWarnings("NullAway.Init")
    protected Access() {}

    /** To a machine that is made from now on, which needs the secret of a chosen password, too. */
    Access(SealedLogin login, @Nullable String secret, Instant now) {
        this.loginKind = login.kind();
        this.keyPairId = login.keyPair() == null ? null : login.keyPair().keyPairId();
        keep(secret, now);
    }

    LoginKind kind() {
        return loginKind;
    }

    @Nullable
    KeyPairId keyPair() {
        return keyPairId == null ? null : new KeyPairId(keyPairId);
    }

    /** The encrypted password, as long as it is kept. */
    @Nullable
    String secret() {
        return loginSecret;
    }

    @Nullable
    Instant secretUntil() {
        return loginSecretUntil;
    }

    /** Whether a random password has not been shown yet. */
    boolean hasSecretToShow() {
        return loginKind == LoginKind.RANDOM && loginSecret != null && shownTo == null;
    }

    /** Whether it was shown to this form a moment ago, which may have missed the answer. */
    private boolean wasJustShownTo(@Nullable String form, Instant now) {
        return shownTo != null && shownTo.equals(form) && loginSecretUntil != null && now.isBefore(loginSecretUntil);
    }

    /**
     * Hands out the random password and forgets it: at once, or when nobody can be waiting for the answer any more.
     *
     * @param isToShow whether the machine knows it, and nobody has seen it yet
     * @param form names the form that asks, which gets the same answer again for a minute; null for none
     * @return the encrypted password; null if there is none to show (any more)
     */
    @Nullable
    String handOut(boolean isToShow, @Nullable String form, Instant now) {
        String secret = loginSecret;
        if (wasJustShownTo(form, now)) {
            return secret;
        }
        if (!isToShow) {
            return null;
        }
        shown(form, now);
        return secret;
    }

    /** The secret is forgotten: at once, or when the form that asked cannot be waiting for the answer any more. */
    private void shown(@Nullable String form, Instant now) {
        if (form == null) {
            forgetSecret();
        } else {
            shownTo = form;
            loginSecretUntil = now.plus(ANSWER_KEPT);
        }
    }

    /** By another password; a random one is kept to be shown. */
    void change(LoginKind kind, String secret, Instant now) {
        loginKind = kind;
        keyPairId = null;
        shownTo = null;
        keep(kind == LoginKind.RANDOM ? secret : null, now);
    }

    /** To a machine that is installed anew, which needs the secret of a chosen password, too. */
    void change(SealedLogin login, @Nullable String secret, Instant now) {
        loginKind = login.kind();
        keyPairId = login.keyPair() == null ? null : login.keyPair().keyPairId();
        shownTo = null;
        keep(secret, now);
    }

    /** The machine knows it. A machine that took long to make still leaves its owner time to see a random password. */
    void known(Instant now) {
        Instant earliest = now.plus(TIME_TO_LOOK);
        if (loginKind == LoginKind.PASSWORD) {
            forgetSecret();
        } else if (loginSecretUntil != null && loginSecretUntil.isBefore(earliest)) {
            loginSecretUntil = earliest;
        }
    }

    void forgetSecret() {
        loginSecret = null;
        loginSecretUntil = null;
        shownTo = null;
    }

    /** Nobody gets into it any more. */
    void close() {
        forgetSecret();
        keyPairId = null;
    }

    private void keep(@Nullable String secret, Instant now) {
        loginSecret = secret;
        loginSecretUntil = secret == null ? null : now.plus(KEPT);
    }
}
