package shop.cvm.account;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Why an e-mail address and a password cannot make an account. */
public enum SignUpFault {
    /** Not in the form of an e-mail address. */
    EMAIL_FORM,
    /** Fewer than {@link #MIN_CHARACTERS} characters. */
    PASSWORD_TOO_SHORT,
    /** More than {@link #MAX_BYTES} bytes in UTF-8: the hash (bcrypt) sees no further, so a longer one would promise too much. */
    PASSWORD_TOO_LONG;

    /** The shortest password, in characters. */
    public static final int MIN_CHARACTERS = 8;

    /** The longest password, in bytes of UTF-8. */
    public static final int MAX_BYTES = 72;

    /** Every fault at once; none means that only a taken e-mail address can still stand in the way. */
    public static Set<SignUpFault> of(String email, String password) {
        Set<SignUpFault> faults = EnumSet.noneOf(SignUpFault.class);
        if (EmailAddress.parse(email).isEmpty()) {
            faults.add(EMAIL_FORM);
        }
        if (password.codePointCount(0, password.length()) < MIN_CHARACTERS) {
            faults.add(PASSWORD_TOO_SHORT);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            faults.add(PASSWORD_TOO_LONG);
        }
        return faults;
    }
}
