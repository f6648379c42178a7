package shop.cvm.instance;

import java.util.regex.Pattern;

/**
 * A form of a page by which something is done to an instance, as it was sent.
 *
 * @param deed what is done, at most 20 characters; forms of one page may share a token, but no deed
 * @param token names the form, in 1 to 64 letters, digits and hyphens; anything else names none
 * @param content what else the form says, at most 300 characters: equal for equal wishes, and without passwords
 */
public record SentForm(String deed, String token, String content) {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** Whether it can be told from others, and so be known again. */
    static boolean isNamed(String token) {
        return TOKEN.matcher(token).matches();
    }
}
