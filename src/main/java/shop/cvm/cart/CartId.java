package shop.cvm.cart;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import shop.cvm.account.AccountId;

/**
 * Names a cart: a customer's by the account, a visitor's by a random key that nobody guesses. Whoever knows the key has
 * the cart, so it is shown to nobody but its visitor.
 *
 * @param id the account's twelve digits, or 32 hexadecimal ones
 */
public record CartId(String id) {

    private static final Pattern VISITOR = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 16;

    /** The cart of a customer. */
    public static CartId of(AccountId account) {
        return new CartId(account.accountId());
    }

    /** A cart for a visitor who has none yet. */
    public static CartId next() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return new CartId(HexFormat.of().formatHex(key));
    }

    /** The visitor's cart of this key, or empty if it is not in the form of one: never a customer's. */
    public static Optional<CartId> parse(String key) {
        return VISITOR.matcher(key).matches() ? Optional.of(new CartId(key)) : Optional.empty();
    }

    boolean isVisitors() {
        return VISITOR.matcher(id).matches();
    }

    @Override
    public String toString() {
        return isVisitors() ? "a visitor's cart" : "the cart of " + id;
    }
}
