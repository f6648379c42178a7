package shop.cvm.order;

/** What a line of an order is about. */
public enum LineKind {
    /** New machines. */
    PURCHASE,
    /** More time for a machine that is there. */
    RENEWAL,
    /** Another configuration for a prepaid machine. */
    CHANGE,
    /** Time for a machine that was paid by the hour until then. */
    CONVERSION
}
