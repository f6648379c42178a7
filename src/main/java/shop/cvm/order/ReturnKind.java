package shop.cvm.order;

/** By which rule a prepaid machine is returned. */
public enum ReturnKind {
    /** Within days of its purchase, for everything that was paid ({@code domain.md} 11.2). */
    FIVE_DAY,
    /** For what was paid, less the value of the use ({@code domain.md} 11.3). */
    ORDINARY
}
