package shop.cvm.account;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Id of a key pair: {@code skey-} and eight characters. */
public record KeyPairId(String keyPairId) {

    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 8;
    private static final Pattern FORM = Pattern.compile("skey-[" + CHARACTERS + "]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyPairId next() {
        StringBuilder id = new StringBuilder("skey-");
        RANDOM.ints(LENGTH, 0, CHARACTERS.length()).forEach(index -> id.append(CHARACTERS.charAt(index)));
        return new KeyPairId(id.toString());
    }

    /** Whether a key pair can have it. */
    boolean isWellFormed() {
        return FORM.matcher(keyPairId).matches();
    }

    @Override
    public String toString() {
        return keyPairId;
    }
}
