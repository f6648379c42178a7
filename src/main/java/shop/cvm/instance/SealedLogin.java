package shop.cvm.instance;

import org.jspecify.annotations.Nullable;
import shop.cvm.account.KeyPairId;

/**
 * How the customer wants to get into a new machine, fit to be kept: the password is checked and encrypted.
 *
 * @param kind by which means
 * @param secret the chosen password, encrypted; null unless that is the means
 * @param keyPair the chosen key pair; null unless that is the means
 */
public record SealedLogin(
        LoginKind kind, @Nullable String secret, @Nullable KeyPairId keyPair) {

    @Override
    public String toString() {
        return "SealedLogin[" + kind + "]";
    }
}
