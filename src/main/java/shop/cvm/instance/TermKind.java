package shop.cvm.instance;

/** By what a part of the time of a prepaid machine was bought. */
public enum TermKind {
    /** The machine itself. */
    PURCHASE,
    /** More time for it. */
    RENEWAL,
    /** Time for a machine that was paid by the hour before. */
    CONVERSION,
    /** Nothing was paid for it: what was left of the money when a cheaper type was chosen, by the older rule. */
    CHANGE
}
