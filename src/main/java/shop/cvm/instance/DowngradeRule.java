package shop.cvm.instance;

/** What becomes of the money that is left when a prepaid machine gets a cheaper type ({@code domain.md} 11.4). */
public enum DowngradeRule {
    /** It is paid back: the rule since 2019. */
    REFUND,
    /** It buys more time with the cheaper type, in full days: the rule until then. */
    LONGER
}
