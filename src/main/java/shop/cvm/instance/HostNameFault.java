package shop.cvm.instance;

/** A rule that a host name breaks ({@code domain.md} 2.2). */
public enum HostNameFault {
    /** It has characters other than letters, digits and hyphens, or dots on Windows. */
    CHARACTERS,
    /** A dot or a hyphen is at one of its ends or next to another. */
    SEPARATORS,
    /** It is too short, or too long for its operating system. */
    LENGTH,
    /** It is a mere number, which Windows refuses. */
    DIGITS
}
