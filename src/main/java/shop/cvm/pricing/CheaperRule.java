package shop.cvm.pricing;

/**
 * What becomes of the money that is left when a prepaid machine gets cheaper vCPU and memory ({@code domain.md} 11.4).
 *
 * @param lastsLonger whether it buys more time instead of being paid back, as until 2019
 * @param discountsRest whether the cheaper one has the discount of the time that is left; the older pages grant none
 */
public record CheaperRule(boolean lastsLonger, boolean discountsRest) {

    /** It is paid back, and the rest has its discount: the rule since 2019. */
    public static final CheaperRule PAID_BACK = new CheaperRule(false, true);
}
