package shop.cvm.ledger;

import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What a customer has.
 *
 * @param balance with what is frozen
 * @param frozen held for machines that are billed by the hour
 */
public record Balance(Money balance, Money frozen) {

    /** What can be spent: balance less frozen. Less than zero only in arrears. */
    public Money available() {
        return balance.minus(frozen);
    }

    /** What has to be paid to leave arrears behind; zero as a rule. */
    public Money owed() {
        return available().isNegative() ? available().negated() : Cny.ZERO;
    }
}
