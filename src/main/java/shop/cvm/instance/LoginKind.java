package shop.cvm.instance;

/** How somebody gets into a new machine ({@code domain.md} 12.2). */
public enum LoginKind {
    /** By the password the customer chose. */
    PASSWORD,
    /** By a password the shop makes up and shows once. */
    RANDOM
}
