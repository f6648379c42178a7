package shop.cvm.payment;

import org.joda.money.Money;

/** A top-up of less than the smallest or more than the largest amount. Nothing was started. */
public class AmountOutOfRange extends RuntimeException {

    private final Money min;
    private final Money max;

    AmountOutOfRange(Money amount, Money min, Money max) {
        super("A top-up is of " + min + " to " + max + ", not of " + amount);
        this.min = min;
        this.max = max;
    }

    public Money min() {
        return min;
    }

    public Money max() {
        return max;
    }
}
