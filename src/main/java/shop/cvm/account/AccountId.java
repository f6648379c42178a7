package shop.cvm.account;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Names an account wherever one is meant: pages, ledger, orders, API.
 *
 * @param accountId twelve digits, for example {@code 100012345678}
 */
public record AccountId(String accountId) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Pattern FORM = Pattern.compile("[0-9]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public AccountId {
        if (!FORM.matcher(accountId).matches()) {
            throw new IllegalArgumentException("An account id has twelve digits, not '" + accountId + "'");
        }
    }

    /** An id that no account has yet, but for one chance in 900 thousand million that the primary key would catch. */
    public static AccountId next() {
        return new AccountId(String.valueOf(RANDOM.nextLong(100_000_000_000L, 1_000_000_000_000L)));
    }

    @Override
    public String toString() {
        return accountId;
    }
}
