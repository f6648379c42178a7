package shop.cvm.instance;

/** A rule that a password of a machine can break ({@code domain.md} 2.3). */
public enum PasswordFault {
    /** Shorter than 8 characters (Windows: 12) or longer than 30. */
    LENGTH,
    /** A character that is no Latin letter, no digit and none of the allowed special ones. */
    CHARACTERS,
    /** Fewer than 2 (Windows: 3) of the four classes: lower case, upper case, digits, special characters. */
    CLASSES,
    /** It begins with a slash. */
    LEADING_SLASH,
    /** It contains the name of the Windows user. */
    CONTAINS_USER
}
