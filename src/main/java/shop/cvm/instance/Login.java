package shop.cvm.instance;

import org.jspecify.annotations.Nullable;
import shop.cvm.account.KeyPairId;

/**
 * How the customer wants to get into a new machine, as entered. A password in it is kept nowhere: see
 * {@link Instances#seal}.
 *
 * @param kind by which means
 * @param password the chosen one; null unless that is the means
 * @param keyPair the chosen one; null unless that is the means
 */
public record Login(
        LoginKind kind, @Nullable String password, @Nullable KeyPairId keyPair) {

    public static Login password(String password) {
        return new Login(LoginKind.PASSWORD, password, null);
    }

    public static Login random() {
        return new Login(LoginKind.RANDOM, null, null);
    }

    public static Login keyPair(KeyPairId keyPair) {
        return new Login(LoginKind.KEY_PAIR, null, keyPair);
    }

    @Override
    public String toString() {
        return "Login[" + kind + "]";
    }
}
