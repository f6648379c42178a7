package shop.cvm.instance;

import org.jspecify.annotations.Nullable;

/**
 * How the customer wants to get into a new machine, as entered. It is kept nowhere: see
 * {@link Instances#seal(Login, shop.cvm.catalog.OsType)}.
 *
 * @param kind by which means
 * @param password the chosen one; null for a random one
 */
public record Login(LoginKind kind, @Nullable String password) {

    public static Login password(String password) {
        return new Login(LoginKind.PASSWORD, password);
    }

    public static Login random() {
        return new Login(LoginKind.RANDOM, null);
    }

    @Override
    public String toString() {
        return "Login[" + kind + "]";
    }
}
