package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the owner of a machine has asked for and has not got yet, beside what the state says. */
@Embeddable
class Errand {

    /** How long a machine may take to shut down by itself before it is switched off. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private @Nullable Instant askedAt;
    private boolean startAgain;
    private @Nullable String newSecret;
    private boolean bindingKey;
    private boolean reshaping;
    private boolean reinstalling;
    private int installation;

    Errand() {}

    @Nullable
    Instant askedAt() {
        return askedAt;
    }

    /** Whether it is started as soon as it is off and has its new password. */
    boolean startsAgain() {
        return startAgain;
    }

    /** The encrypted password that it does not know yet; null for none. */
    @Nullable
    String newSecret() {
        return newSecret;
    }

    boolean hasPassword() {
        return newSecret != null;
    }

    /** Whether it does not know yet the key pair that lets in from now on. */
    boolean isBindingKey() {
        return bindingKey;
    }

    /** Whether it has to be off to be told how to let its owner in. */
    boolean hasLogin() {
        return hasPassword() || bindingKey;
    }

    /** Whether its machine is not yet as it is configured. */
    boolean isReshaping() {
        return reshaping;
    }

    /** Whether its system disk is to be installed anew. */
    boolean isReinstalling() {
        return reinstalling;
    }

    /** How often that was asked for. */
    int installation() {
        return installation;
    }

    /** Whether its machine is not yet as it is to be, whatever state it is in. */
    boolean isUnfinished() {
        return hasLogin() || reshaping || reinstalling;
    }

    /** Whether a machine that was asked to shut down should have done so by now. */
    boolean isOverdue(Instant now) {
        return askedAt != null && !now.isBefore(askedAt.plus(PATIENCE));
    }

    void asked(Instant now, boolean thenStarts) {
        askedAt = now;
        startAgain = thenStarts;
    }

    void newPassword(String secret) {
        newSecret = secret;
        bindingKey = false;
    }

    /** In place of a password that it does not know yet. */
    void bindKey() {
        newSecret = null;
        bindingKey = true;
    }

    /** Its machine knows the password or the key, or never will. */
    void forgetLogin() {
        newSecret = null;
        bindingKey = false;
    }

    void reshape() {
        reshaping = true;
    }

    /** Its machine is as it is configured. */
    void reshaped() {
        reshaping = false;
    }

    /** With the login that goes with it; a password or key that it does not know yet goes with the old disk. */
    void reinstall() {
        reinstalling = true;
        installation++;
        forgetLogin();
    }

    /** Its system disk is as it is configured. */
    void reinstalled() {
        reinstalling = false;
    }

    /** It is off: the next thing is to start it. */
    void wentOff() {
        startAgain = false;
    }

    void done() {
        askedAt = null;
        startAgain = false;
    }

    void dropped() {
        done();
        forgetLogin();
        reshaping = false;
        reinstalling = false;
    }
}
