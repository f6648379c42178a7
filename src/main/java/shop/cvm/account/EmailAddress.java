package shop.cvm.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address as accounts are told apart by: lower-case, without blanks around it.
 *
 * @param text at most 254 characters
 */
record EmailAddress(String text) {

    private static final int MAX_LENGTH = 254;

    /** What a browser takes for an e-mail address (WHATWG HTML, 4.10.5.1.5), so that both refuse the same. */
    private static final Pattern FORM = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]+"
            + "@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

    /** The address, or empty if the text has not the form of one. */
    static Optional<EmailAddress> parse(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        return address.length() <= MAX_LENGTH && FORM.matcher(address).matches()
                ? Optional.of(new EmailAddress(address))
                : Optional.empty();
    }
}
