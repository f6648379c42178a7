package shop.cvm.instance;

/** How somebody gets into a new machine ({@code domain.md} 12.2). */
public enum LoginKind {
    /** By the password the customer chose. */
    PASSWORD,
    /** By a key pair of the customer's; no password lets in. Linux only. */
    KEY_PAIR,
    /** By a password the shop makes up and shows once. */
    RANDOM
}
