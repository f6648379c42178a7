package shop.cvm.instance;

import org.jspecify.annotations.Nullable;

/**
 * How the customer wants to get into a new machine, fit to be kept: the password is checked and encrypted.
 *
 * @param kind by which means
 * @param secret the chosen password, encrypted; null for a random one
 */
public record SealedLogin(LoginKind kind, @Nullable String secret) {

    @Override
    public String toString() {
        return "SealedLogin[" + kind + "]";
    }
}
