package shop.cvm.ledger;

import org.joda.money.Money;

/** The customer has less available than a movement takes. Nothing of it happened; topping up what is missing helps. */
public class InsufficientBalance extends RuntimeException {

    private final Money missing;
    private final Money available;

    InsufficientBalance(Money wanted, Money available) {
        super("Available are " + available + " of " + wanted + "; top up what is missing");
        this.missing = wanted.minus(available);
        this.available = available;
    }

    /** By how much the available amount falls short; more than zero. */
    public Money missing() {
        return missing;
    }

    public Money available() {
        return available;
    }
}
