package shop.cvm.instance;

/** Why an instance is held back from its owner; the names are those of the cloud API ({@code domain.md} 9.1). */
public enum Isolation {
    /** It is not. */
    NOTISOLATED,
    /** Its owner owes money. It is shut down, and nothing is charged for it. */
    ARREAR,
    /** What was paid for is over. */
    EXPIRE,
    /** Its owner returned it. */
    MANMADE
}
