package shop.cvm.order;

/** What a line of an order is about. */
public enum LineKind {
    /** New machines. */
    PURCHASE,
    /** More time for a machine that is there. */
    RENEWAL
}
